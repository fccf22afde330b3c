// SPDX-License-Identifier: Apache-2.0
package io.rillway.server.config;

import io.rillway.server.body.DurationText;
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
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A place in a configuration: its value, read as what is expected there, and refused with its path where it is not. */
final class Node {

    private static final Pattern SIZE = Pattern.compile("(\\d{1,12})(B|KB|MB|GB)");

    /** Where a misplaced value may be a secret. */
    private static final Pattern SECRET =
            Pattern.compile("auth|auth\\.tokens(\\[\\d+])?(\\.token)?|auth\\.users(\\[\\d+])?(\\.password)?"
                    + "|auth\\.jwt(\\.secret)?|server\\.tls(\\.password)?|cascades\\.jdbc");

    private static final Duration LONGEST = Duration.ofDays(1000);
    private static final long LARGEST = 1L << 40;
    private static final int MOST_SHOWN = 100;

    /** Where a misplaced value may be a secret of a resource's. */
    private static final Pattern SENT = Pattern.compile("\\.(headers|env|body|url|http)\\b");

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

    /** {@return the last part of the path} */
    String key() {
        return path.substring(path.lastIndexOf('.') + 1);
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
                throw new ConfigException(file, join(clipped(key)), "unknown key (expected: " + hint(key) + ")", null);
            }
        }
    }

    /** Refuses keys that a later version will read. */
    void notYet(String... keys) {
        requireMap();
        for (String key : keys) {
            if (value.has(key)) {
                throw new ConfigException(file, join(key), "not supported in this version", null);
            }
        }
    }

    private String hint(String key) {
        String all = String.join(", ", used);
        if (key.length() > MOST_SHOWN) {
            return "one of " + all;
        }
        return used.stream()
                .min(Comparator.comparingInt(known -> Distance.between(known, key)))
                .filter(known -> Distance.between(known, key) <= 2)
                .map(known -> known + "? one of " + all)
                .orElse("one of " + all);
    }

    boolean isMap() {
        return value.isObject();
    }

    boolean isList() {
        return value.isArray();
    }

    JsonNode json() {
        return value;
    }

    String text() {
        return text("a text");
    }

    private String text(String expected) {
        if (!value.isString() || !isPaired(value.asString())) {
            throw refuse(expected);
        }
        return value.asString();
    }

    /** {@return a text, or the digits of a whole number} */
    String scalar() {
        return scalar("a text");
    }

    private String scalar(String expected) {
        return value.isIntegralNumber() ? value.asString() : text(expected);
    }

    private static boolean isPaired(String text) {
        return text.codePoints().noneMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
    }

    boolean flag() {
        if (value.isBoolean()) {
            return value.asBoolean();
        }
        return switch (text("true or false")) {
            case "true" -> true;
            case "false" -> false;
            default -> throw refuse("true or false");
        };
    }

    long number(long least, long most) {
        String expected = "a whole number from " + least + " to " + most;
        String text = scalar(expected);
        if (text.matches("-?\\d{1,18}")) {
            long number = Long.parseLong(text);
            if (number >= least && number <= most) {
                return number;
            }
        }
        throw refuse(expected);
    }

    double decimal(double least, double most) {
        String expected = "a number from " + least + " to " + most;
        String text = value.isNumber() ? value.asString() : text(expected);
        if (text.matches("\\d{1,9}(\\.\\d{1,9})?")) {
            double number = Double.parseDouble(text);
            if (number >= least && number <= most) {
                return number;
            }
        }
        throw refuse(expected);
    }

    int integer(int least, int most) {
        return (int) number(least, most);
    }

    Duration duration() {
        String expected = "a duration such as 500ms, 30s, 5m or 24h, more than zero";
        Duration duration = duration(expected);
        if (duration.isZero()) {
            throw refuse(expected);
        }
        return duration;
    }

    Duration durationOrZero() {
        return duration("a duration such as 500ms, 30s, 5m or 24h");
    }

    private Duration duration(String expected) {
        Duration duration = DurationText.read(text(expected)).orElseThrow(() -> refuse(expected));
        if (duration.compareTo(LONGEST) > 0) {
            throw refuse("a duration of at most " + LONGEST.toDays() + "d");
        }
        return duration;
    }

    long size() {
        String expected = "a size such as 64KB or 256MB, more than zero";
        Matcher form = SIZE.matcher(text(expected));
        if (!form.matches() || Long.parseLong(form.group(1)) == 0) {
            throw refuse(expected);
        }
        int shift = switch (form.group(2)) {
            case "B" -> 0;
            case "KB" -> 10;
            case "MB" -> 20;
            default -> 30;
        };
        long amount = Long.parseLong(form.group(1));
        if (amount > LARGEST >> shift) {
            throw refuse("a size of at most " + (LARGEST >> 30) + "GB");
        }
        return amount << shift;
    }

    /** {@return a path, from a folder if it is relative} */
    Path path(Path folder) {
        String text = text();
        if (text.isBlank()) {
            throw refuse("a path");
        }
        return made(() -> folder.resolve(text).normalize());
    }

    /** {@return what is made of this value; its own refusal is told with the place} */
    <T> T made(Supplier<T> maker) {
        try {
            return maker.get();
        } catch (IllegalArgumentException e) {
            throw refuse(clipped(String.valueOf(e.getMessage())), e);
        }
    }

    <E> E oneOf(Map<String, E> choices) {
        String expected =
                "one of " + String.join(", ", choices.keySet().stream().sorted().toList());
        E chosen = choices.get(text(expected));
        if (chosen == null) {
            throw refuse(expected);
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

    /** {@return what stands below each key} */
    Map<String, Node> children() {
        requireMap();
        Map<String, Node> children = new LinkedHashMap<>();
        value.properties().forEach(entry -> children.put(entry.getKey(), at(entry.getKey(), entry.getValue())));
        return children;
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
        return new ConfigException(file, path, shown() + " (expected: " + expected + ")", null);
    }

    ConfigException refuse(String reason, @Nullable Throwable cause) {
        return new ConfigException(file, path, reason, cause);
    }

    private String shown() {
        if (value.isNull()) {
            return "nothing";
        }
        if (!value.isValueNode()) {
            return value.isArray() ? "a list" : "a map";
        }
        return SECRET.matcher(path).matches() || SENT.matcher(path).find()
                ? "a text"
                : "\"" + clipped(value.asString()) + "\"";
    }

    private static String clipped(String text) {
        String line = text.replaceAll("\\p{Cntrl}", "\uFFFD");
        return line.length() > MOST_SHOWN ? line.substring(0, MOST_SHOWN) + "..." : line;
    }
}
