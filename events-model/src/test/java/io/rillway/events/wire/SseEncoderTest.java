// SPDX-License-Identifier: Apache-2.0
package io.rillway.events.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.rillway.events.wire.Vectors.Vector;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class SseEncoderTest {

    static Stream<Vector> vectors() {
        return Vectors.encoding("start.json").stream();
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void writesWhatReadsBackTheSame(Vector vector) {
        JsonNode event = vector.node().get("event");

        if (vector.node().path("mustReject").asBoolean(false)) {
            assertThatIllegalArgumentException().isThrownBy(() -> frame(event));
        } else {
            assertThat(parse(SseEncoder.encode(frame(event)))).isEqualTo(expected(vector));
        }
    }

    @Test
    @DisplayName("S1-02 a frame is id, event, data and a blank line")
    void writesTheFieldsInOrder() {
        byte[] frame = SseEncoder.encode("7", "status-change", "{\"a\":1}".getBytes(UTF_8));

        assertThat(new String(frame, UTF_8)).isEqualTo("id: 7\nevent: status-change\ndata: {\"a\":1}\n\n");
    }

    @Test
    void writesCommentRetryAndIdAlone() {
        assertThat(text(SseFrame.comment("ok"))).isEqualTo(":ok\n\n");
        assertThat(text(SseFrame.comment(" a\nb"))).isEqualTo(": a\n:b\n\n");
        assertThat(text(SseFrame.retry(5000))).isEqualTo("retry: 5000\n\n");
        assertThat(text(SseFrame.id("x"))).isEqualTo("id: x\n\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\nb", "a\rb", "a\0b", "\n", "1\r\ndata: evil"})
    void refusesLineEndsInIdAndEvent(String value) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SseFrame.id(value))
                .withMessageStartingWith("id: ")
                .withMessageEndingWith("(expected: no CR, LF or NUL)");
        assertThatIllegalArgumentException().isThrownBy(() -> SseFrame.event(null, value, "x"));
        assertThatIllegalArgumentException().isThrownBy(() -> SseEncoder.encode(value, "x", new byte[0]));
        assertThatIllegalArgumentException().isThrownBy(() -> SseEncoder.encode("1", value, new byte[0]));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"\n", "\r", "\r\n", "a\n\nid: 9", "a\r\rretry: 1", "\r\n\r\n", "data: x", "", "\uD800", "\u2028"
            })
    void nothingInDataBecomesAnotherField(String data) {
        List<SseMessage> messages = parse(SseEncoder.encode(SseFrame.event("1", "e", data)));

        assertThat(messages).hasSize(1);
        assertThat(messages.get(0).id()).isEqualTo("1");
        assertThat(messages.get(0).data()).isEqualTo(normal(data));
    }

    @Test
    void randomFramesReadBackTheSame() {
        Random random = new Random(42);
        for (int i = 0; i < 2000; i++) {
            String id = random(random, "ab: 1é€😀 ");
            String data = random(random, "ab:\n\r \té€😀");
            byte[] frame = SseEncoder.encode(SseFrame.event(id, "e" + i, data));

            assertThat(parse(frame)).containsExactly(new SseMessage(id, "e" + i, normal(data)));
        }
    }

    private static SseFrame frame(JsonNode event) {
        return new SseFrame(
                event.path("id").asString(null),
                event.path("event").asString(null),
                event.path("data").asString(null),
                event.has("retry") ? event.get("retry").asLong() : null,
                event.path("comment").asString(null));
    }

    private static List<SseMessage> expected(Vector vector) {
        List<SseMessage> messages = new ArrayList<>();
        vector.node()
                .get("mustDecodeTo")
                .forEach(e -> messages.add(new SseMessage(
                        e.get("id").asString(),
                        e.get("event").asString(),
                        e.get("data").asString())));
        return messages;
    }

    private static List<SseMessage> parse(byte[] bytes) {
        List<SseMessage> messages = new ArrayList<>();
        new SseParser(SseLimits.defaults(), "", messages::add).feed(ByteBuffer.wrap(bytes));
        return messages;
    }

    private static String text(SseFrame frame) {
        return new String(SseEncoder.encode(frame), UTF_8);
    }

    private static String normal(String data) {
        return data.replace("\r\n", "\n").replace('\r', '\n').replace('\uD800', '?');
    }

    private static String random(Random random, String alphabet) {
        int[] points = alphabet.codePoints().toArray();
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(12); i > 0; i--) {
            text.appendCodePoint(points[random.nextInt(points.length)]);
        }
        return text.toString();
    }
}
