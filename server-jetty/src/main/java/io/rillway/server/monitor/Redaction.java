// SPDX-License-Identifier: Apache-2.0
package io.rillway.server.monitor;

import io.rillway.events.catalog.Entity;
import io.rillway.events.catalog.LogEvents.LogLine;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Leaves out of a log what may be a credential: what follows a name such as {@code password} or {@code token}, what stands
 * in a field of such a name, headers with credentials, signed tokens, private keys, and the part of an address before its
 * host. It rather leaves out too much. Pure, and in time that grows with the length of the text.
 */
final class Redaction {

    private static final String GONE = "***";
    private static final int DEEPEST = 8;

    private static final String NAMES = "(?i:pass(?:word|wd|phrase)|secret|token|session[_-]?id|ticket|api[_-]?key"
            + "|authorization|credential|cookie)";

    private static final Pattern NAME = Pattern.compile(NAMES);

    /** In this order: a header is left out as a whole before its name is found inside it. */
    private static final List<Pattern> SECRETS = List.of(
            Pattern.compile("(?i:(\\bcookie\\d?\\s{0,3}:))[^\\r\\n\"]++"),
            Pattern.compile("(?i:(\\b(?:bearer|basic)\\s{1,3}))[\\w.~+/=:-]{4,}+"),
            Pattern.compile("()\\beyJ[\\w-]{4,}+\\.[\\w-]*+\\.[\\w-]*+"),
            Pattern.compile("()-----BEGIN [A-Z ]{0,32}PRIVATE KEY-----[^-]*+(?:-----END [A-Z ]{0,32}-----)?"),
            Pattern.compile("()\\bpbkdf2:[\\w:+/=-]++"),
            Pattern.compile("(://)[^/\\s@\"]{1,512}(?=@)"),
            Pattern.compile("(" + NAMES + "[\\w.-]{0,32}[\"']?\\s{0,3}[:=]\\s{0,3}[\"']?)[^\\s\"'&,;)}\\]]++"));

    private Redaction() {}

    /** {@return a line without credentials in its message and its context} */
    static LogLine of(LogLine line) {
        Entity context = line.context();
        return new LogLine(
                line.ts(),
                line.level(),
                text(line.message()),
                context == null ? null : Entity.of(fields(context.fields(), 0)));
    }

    static String text(String text) {
        String rest = text;
        for (Pattern secret : SECRETS) {
            rest = secret.matcher(rest).replaceAll("$1" + GONE);
        }
        return rest;
    }

    private static Map<String, @Nullable Object> fields(Map<?, ? extends @Nullable Object> fields, int depth) {
        Map<String, @Nullable Object> rest = new LinkedHashMap<>();
        fields.forEach((key, value) -> {
            String name = String.valueOf(key);
            rest.put(text(name), NAME.matcher(name).find() && value != null ? GONE : value(value, depth));
        });
        return rest;
    }

    private static @Nullable Object value(@Nullable Object value, int depth) {
        if (value instanceof CharSequence text) {
            return text(text.toString());
        }
        if (depth == DEEPEST && (value instanceof Map || value instanceof Iterable)) {
            return GONE;
        }
        if (value instanceof Map<?, ?> map) {
            return fields(map, depth + 1);
        }
        if (value instanceof Iterable<?> items) {
            List<@Nullable Object> rest = new ArrayList<>();
            items.forEach(item -> rest.add(value(item, depth + 1)));
            return rest;
        }
        return value;
    }
}
