// SPDX-License-Identifier: Apache-2.0
package io.rillway.events.wire;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Wire vectors in files: bytes and what a parser has to make of them. */
final class Vectors {

    /** One vector. */
    record Vector(String name, JsonNode node) {

        byte[] bytes() {
            StringBuilder all = new StringBuilder();
            node.get("chunks").forEach(chunk -> all.append(text(chunk)));
            return all.toString().getBytes(ISO_8859_1);
        }

        List<byte[]> chunks() {
            if (node.has("splitEvery")) {
                return every(bytes(), node.get("splitEvery").asInt());
            }
            List<byte[]> chunks = new ArrayList<>();
            node.get("chunks").forEach(chunk -> chunks.add(text(chunk).getBytes(ISO_8859_1)));
            return chunks;
        }

        boolean mayBeCut() {
            return !node.path("noRechunk").asBoolean(false);
        }

        SseLimits limits() {
            int most = node.path("options").path("maxEventBytes").asInt(0);
            return most == 0 ? SseLimits.defaults() : SseLimits.ofEventBytes(most);
        }

        String initialLastEventId() {
            return node.path("initialLastEventId").asString("");
        }

        Recorded expected() {
            List<SseMessage> messages = new ArrayList<>();
            node.get("expect")
                    .forEach(e ->
                            messages.add(new SseMessage(text(e.get("id")), text(e.get("event")), text(e.get("data")))));
            return new Recorded(
                    messages,
                    comments(),
                    retries(node.path("retry")),
                    node.path("lastEventId").asString(""),
                    node.path("expectError").isString());
        }

        /** "anyOf" stands where the standard leaves it open; this parser takes the greatest number it can hold. */
        private static List<Long> retries(JsonNode retry) {
            if (retry.has("anyOf")) {
                return List.of(Long.MAX_VALUE);
            }
            return retry.isNumber() ? List.of(retry.asLong()) : List.of();
        }

        private List<String> comments() {
            List<String> comments = new ArrayList<>();
            node.path("comments").forEach(c -> comments.add(text(c).strip()));
            return comments;
        }

        @Override
        public String toString() {
            return name;
        }
    }

    /** What a parser said. */
    record Recorded(
            List<SseMessage> messages, List<String> comments, List<Long> retries, String lastEventId, boolean failed) {}

    private Vectors() {}

    static List<Vector> parsing(String file) {
        List<Vector> vectors = new ArrayList<>();
        read(file)
                .path("cases")
                .forEach(c -> vectors.add(new Vector(c.get("name").asString(), c)));
        return vectors;
    }

    static List<Vector> encoding(String file) {
        List<Vector> vectors = new ArrayList<>();
        read(file)
                .path("encode")
                .forEach(c -> vectors.add(new Vector(c.get("name").asString(), c)));
        return vectors;
    }

    static List<byte[]> every(byte[] bytes, int size) {
        List<byte[]> chunks = new ArrayList<>();
        for (int at = 0; at < bytes.length; at += size) {
            chunks.add(Arrays.copyOfRange(bytes, at, Math.min(bytes.length, at + size)));
        }
        return chunks;
    }

    private static JsonNode read(String file) {
        try (InputStream in = Vectors.class.getResourceAsStream("/wire/" + file)) {
            return new JsonMapper().readTree(Objects.requireNonNull(in, file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(JsonNode node) {
        if (node.isString()) {
            return node.asString();
        }
        StringBuilder text = new StringBuilder();
        JsonNode parts = node.has("concat") ? node.get("concat") : null;
        if (parts == null) {
            return node.get("repeat").asString().repeat(node.get("times").asInt());
        }
        parts.forEach(part -> text.append(text(part)));
        return text.toString();
    }
}
