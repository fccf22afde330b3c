// SPDX-License-Identifier: Apache-2.0
package io.rillway.server.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** A place in a configuration: its value, read as what is expected there, and refused with its path where it is not. */
final class Node {

    private static final Pattern DURATION = Pattern.compile("(\\d{1,12})(ms|s|m|h|d)");
    private static final Pattern SIZE = Pattern.compile("(\\d{1,12})(B|KB|MB|GB)");

    private final Path file;
    private final String path;
    private final JsonNode value;
    private final Set<String> used = new LinkedHashSet<>();

    Node(Path file, String path, JsonNode value) {
        this.file = file;
        this.path = path;
        this.value = value;
    }

    String path() {
        return path;
    }

    /** {@return the value of a key, if it stands there}; from then on the key is a known one. */
    Optional<Node> child(String key) {
        requireMap();
        used.add(key);
        JsonNode child = value.get(key);
        return child == null || child.isNull() ? Optional.empty() : Optional.of(at(key, child));
    }

    Node required(String key) {
        return child(key).orElseThrow(() -> new ConfigException(file, join(key), "missing (expected: a value)", null));
    }

    private Node at(String key, JsonNode child) {
        return new Node(file, join(key), child);
    }

    private String join(String key) {
        return path.isEmpty() ? key : path + "." + key;
    }

    private void requireMap() {
        if (!value.isObject()) {
            throw refuse("a map of keys and values");
        }
    }

    /** Refuses keys that nobody asked for. */
    void done() {
        requireMap();
        for (String key : value.propertyNames()) {
            if (!used.contains(key)) {
                throw new ConfigException(file, join(key), "unknown key (expected: " + hint(key) + ")", null);
            }
        }
    }

    private String hint(String key) {
        String all = String.join(", ", used);
        return used.stream()
                .min(Comparator.comparingInt(known -> Distance.between(known, key)))
                .filter(known -> Distance.between(known, key) <= 2)
                .map(known -> known + "? one of " + all)
                .orElse("one of " + all);
    }

    boolean isMap() {
        return value.isObject();
    }

    JsonNode json() {
        return value;
    }

    String text() {
        if (!value.isValueNode()) {
            throw refuse("a text");
        }
        return value.asString();
    }

    boolean flag() {
        if (value.isBoolean()) {
            return value.asBoolean();
        }
        return switch (text()) {
            case "true" -> true;
            case "false" -> false;
            default -> throw refuse("true or false");
        };
    }

    long number(long least, long most) {
        String text = text();
        if (text.matches("-?\\d{1,18}")) {
            long number = Long.parseLong(text);
            if (number >= least && number <= most) {
                return number;
            }
        }
        throw refuse("a whole number from " + least + " to " + most);
    }

    int integer(int least, int most) {
        return (int) number(least, most);
    }

    Duration duration() {
        Matcher form = DURATION.matcher(text());
        if (!form.matches() || Long.parseLong(form.group(1)) == 0) {
            throw refuse("a duration such as 500ms, 30s, 5m or 24h, more than zero");
        }
        long amount = Long.parseLong(form.group(1));
        return switch (form.group(2)) {
            case "ms" -> Duration.ofMillis(amount);
            case "s" -> Duration.ofSeconds(amount);
            case "m" -> Duration.ofMinutes(amount);
            case "h" -> Duration.ofHours(amount);
            default -> Duration.ofDays(amount);
        };
    }

    long size() {
        Matcher form = SIZE.matcher(text());
        if (!form.matches() || Long.parseLong(form.group(1)) == 0) {
            throw refuse("a size such as 64KB or 256MB, more than zero");
        }
        int shift = switch (form.group(2)) {
            case "B" -> 0;
            case "KB" -> 10;
            case "MB" -> 20;
            default -> 30;
        };
        return Long.parseLong(form.group(1)) << shift;
    }

    <E> E oneOf(Map<String, E> choices) {
        E chosen = choices.get(text());
        if (chosen == null) {
            throw refuse("one of "
                    + String.join(", ", choices.keySet().stream().sorted().toList()));
        }
        return chosen;
    }

    List<Node> items() {
        if (!value.isArray()) {
            throw refuse("a list");
        }
        List<Node> items = new ArrayList<>();
        value.forEach(item -> items.add(new Node(file, path + "[" + items.size() + "]", item)));
        return items;
    }

    List<String> texts() {
        return items().stream().map(Node::text).toList();
    }

    Map<String, String> textMap() {
        requireMap();
        Map<String, String> map = new LinkedHashMap<>();
        value.properties()
                .forEach(entry -> map.put(
                        entry.getKey(), at(entry.getKey(), entry.getValue()).text()));
        return map;
    }

    ConfigException refuse(String expected) {
        String shown = value.isValueNode() ? "\"" + value.asString() + "\"" : value.isArray() ? "a list" : "a map";
        return new ConfigException(file, path, shown + " (expected: " + expected + ")", null);
    }

    ConfigException refuse(String reason, Throwable cause) {
        return new ConfigException(file, path, reason, cause);
    }
}
