// SPDX-License-Identifier: Apache-2.0
package io.rillway.events.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SseParserTest {

    private final List<String> told = new ArrayList<>();

    @Test
    void staysUsableWhenTheListenerThrows() {
        SseParser parser = new SseParser(SseLimits.defaults(), "", message -> {
            told.add(message.data());
            if (message.data().equals("a")) {
                throw new IllegalStateException("a");
            }
        });
        ByteBuffer bytes = ByteBuffer.wrap("id: 1\ndata: a\n\ndata: b\n\n".getBytes(UTF_8));

        assertThatIllegalStateException().isThrownBy(() -> parser.feed(bytes));
        parser.feed(bytes);

        assertThat(told).containsExactly("a", "b");
        assertThat(parser.lastEventId()).isEqualTo("1");
    }

    @Test
    void takesNothingAfterALimitOrTheEnd() {
        SseParser parser = new SseParser(SseLimits.ofEventBytes(1), "", message -> {});

        assertThatExceptionOfType(SseLimitException.class)
                .isThrownBy(() -> parser.feed(ByteBuffer.wrap("data: ab\n".getBytes(UTF_8))))
                .withMessage("maxEventBytes: passed (expected: at most 1 bytes)");
        assertThatIllegalStateException().isThrownBy(() -> parser.feed(ByteBuffer.wrap(new byte[1])));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 64, 100_000})
    void takesNothingAfterTheEndThatAListenerCallsForWhileItIsTold(int size) {
        SseParser[] parser = new SseParser[1];
        parser[0] = new SseParser(SseLimits.defaults(), "", message -> {
            told.add(message.data());
            parser[0].end();
        });
        byte[] bytes = ("data: " + "a".repeat(30_000) + "\n\n").getBytes(UTF_8);

        Vectors.every(bytes, size).forEach(piece -> parser[0].feed(ByteBuffer.wrap(piece)));

        assertThat(told).containsExactly("a".repeat(30_000));
        assertThatIllegalStateException().isThrownBy(() -> parser[0].feed(ByteBuffer.allocate(0)));
        assertThatIllegalStateException().isThrownBy(() -> parser[0].feed(ByteBuffer.wrap(bytes)));
    }

    @Test
    void readsSlicesOfLargerArrays() {
        byte[] padded = "xxxdata: a\n\nxxx".getBytes(UTF_8);
        SseParser parser = new SseParser(SseLimits.defaults(), "", message -> told.add(message.data()));

        parser.feed(ByteBuffer.wrap(padded, 3, 9).slice());
        parser.feed(ByteBuffer.wrap(padded, 3, 9));

        assertThat(told).containsExactly("a", "a");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 100})
    void measuresLinesWithoutTheByteOrderMark(int size) {
        byte[] exact = "\uFEFFdata: ab\n\n".getBytes(UTF_8);
        SseParser parser = new SseParser(new SseLimits(16, "data: ab".length()), "", m -> told.add(m.data()));

        Vectors.every(exact, size).forEach(piece -> parser.feed(ByteBuffer.wrap(piece)));

        assertThat(told).containsExactly("ab");
    }

    @Test
    void takesTheGreatestLimitsThereAre() {
        SseParser parser =
                new SseParser(SseLimits.ofEventBytes(Integer.MAX_VALUE), "", message -> told.add(message.data()));

        Vectors.every("data: ab\n\n".getBytes(UTF_8), 7).forEach(piece -> parser.feed(ByteBuffer.wrap(piece)));

        assertThat(told).containsExactly("ab");
    }
}
