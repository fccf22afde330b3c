// SPDX-License-Identifier: Apache-2.0
package io.rillway.events.wire;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Random streams, cut at random, against a naive reading of the standard. */
class SseParserAttackTest {

    private static final String[] WORDS = {
        "data",
        "data:",
        "data: ",
        "id",
        "id:",
        "id: ",
        "event:",
        "event: ",
        "retry:",
        "retry: ",
        "dat",
        "Data: ",
        ":",
        ": ",
        "\n",
        "\n",
        "\n",
        "\r",
        "\r\n",
        "\n\n",
        "\r\r",
        "\r\n\r\n",
        " ",
        "  ",
        "a",
        "b",
        "1",
        "99",
        "99999999999999999999",
        "\0",
        "\t",
        "x:y",
        "\u00EF\u00BB\u00BF",
        "\u00EF",
        "\u00BB",
        "\u00C3\u00A9",
        "\u00E2\u0082",
        "\u00ED\u00A0\u0080",
        "\u00F0\u009F\u0098\u0080",
        "\u00F0\u009F",
        "\u00F5",
        "\u00C0\u0080",
        "\u00FF",
        "\u00F4\u0090\u0080\u0080",
        "\u0080"
    };

    private final Random random = new Random(7);

    @Test
    void readsRandomStreamsAsTheStandardDoes() {
        for (int i = 0; i < 20_000; i++) {
            byte[] stream = stream();
            List<String> expected = NaiveParser.read(stream, "z");

            Reading whole = new Reading(SseLimits.defaults());
            Reading pieces = new Reading(SseLimits.defaults());
            whole.feed(ByteBuffer.wrap(stream));
            cut(stream).forEach(pieces::feed);

            assertThat(whole.end()).as("%s", new String(stream, ISO_8859_1)).isEqualTo(expected);
            assertThat(pieces.end()).as("%s", new String(stream, ISO_8859_1)).isEqualTo(expected);
        }
    }

    @Test
    void passesALimitAtTheSamePlaceHoweverTheStreamIsCut() {
        for (int i = 0; i < 20_000; i++) {
            byte[] stream = stream();
            SseLimits limits = new SseLimits(1 + random.nextInt(12), 1 + random.nextInt(20));

            Reading whole = new Reading(limits);
            Reading pieces = new Reading(limits);
            whole.feed(ByteBuffer.wrap(stream));
            cut(stream).forEach(pieces::feed);

            assertThat(pieces.end())
                    .as("%s %s", limits, new String(stream, ISO_8859_1))
                    .isEqualTo(whole.end());
        }
    }

    @Test
    void decodesEveryThreeBytesAsTheStandardDoes() {
        for (int bytes = 0; bytes < 1 << 24; bytes += 1 + random.nextInt(31)) {
            byte[] text = {(byte) (bytes >> 16), (byte) (bytes >> 8), (byte) bytes, (byte) 0x80};

            assertThat(Utf8.decode(text, 0, 4).equals(NaiveParser.decode(text)))
                    .as("%06x", bytes)
                    .isTrue();
        }
    }

    private byte[] stream() {
        StringBuilder stream = new StringBuilder();
        for (int words = 1 + random.nextInt(30); words > 0; words--) {
            stream.append(WORDS[random.nextInt(WORDS.length)]);
        }
        return stream.toString().getBytes(ISO_8859_1);
    }

    private List<ByteBuffer> cut(byte[] stream) {
        int most = 1 + random.nextInt(9);
        List<ByteBuffer> pieces = new ArrayList<>();
        for (int at = 0; at < stream.length; ) {
            int size = Math.min(stream.length - at, 1 + random.nextInt(most));
            ByteBuffer piece = ByteBuffer.wrap(stream, at, size);
            pieces.add(
                    switch (random.nextInt(3)) {
                        case 0 -> piece;
                        case 1 -> piece.slice().asReadOnlyBuffer();
                        default -> ByteBuffer.allocateDirect(size).put(piece).flip();
                    });
            at += size;
        }
        return pieces;
    }

    /** What one parser says of one stream. */
    private static final class Reading implements SseListener {

        private final List<String> told = new ArrayList<>();
        private final SseParser parser;
        private boolean failed;

        Reading(SseLimits limits) {
            this.parser = new SseParser(limits, "z", this);
        }

        void feed(ByteBuffer bytes) {
            if (!failed) {
                try {
                    parser.feed(bytes);
                } catch (SseLimitException e) {
                    failed = true;
                }
            }
        }

        List<String> end() {
            told.add(failed ? "failed" : "id " + parser.lastEventId());
            return told;
        }

        @Override
        public void onMessage(SseMessage message) {
            told.add("event " + message.id() + "|" + message.event() + "|" + message.data());
        }

        @Override
        public void onComment(String text) {
            told.add("comment " + text);
        }

        @Override
        public void onRetry(long millis) {
            told.add("retry " + millis);
        }
    }
}
