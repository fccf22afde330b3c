// SPDX-License-Identifier: Apache-2.0
package io.rillway.events.wire;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.BooleanSupplier;
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
    void readsPayloadsOfManyPiecesAsTheStandardDoes() {
        for (int i = 0; i < 100; i++) {
            byte[] stream = longStream();
            List<String> expected = NaiveParser.read(stream, "z");
            SseLimits limits = new SseLimits(30_000 + random.nextInt(100_000), 30_000 + random.nextInt(100_000));

            Reading pieces = new Reading(SseLimits.defaults());
            Reading limited = new Reading(limits);
            Reading limitedPieces = new Reading(limits);
            cut(stream, 20_000).forEach(pieces::feed);
            limited.feed(ByteBuffer.wrap(stream));
            cut(stream, 20_000).forEach(limitedPieces::feed);

            assertThat(pieces.end().equals(expected)).as("stream %d", i).isTrue();
            assertThat(limitedPieces.end().equals(limited.end()))
                    .as("%s", limits)
                    .isTrue();
        }
    }

    @Test
    void readsChunksOfOneBlockAsTheStandardDoes() {
        for (int i = 0; i < 500; i++) {
            byte[] stream = streamOfBlocks();
            List<String> expected = NaiveParser.read(stream, "z");
            SseLimits limits = new SseLimits(300 + random.nextInt(3000), 300 + random.nextInt(3000));

            Reading blocks = new Reading(SseLimits.defaults());
            Reading throwing = new Reading(SseLimits.defaults(), random::nextBoolean);
            Reading limited = new Reading(limits);
            Reading limitedBlocks = new Reading(limits);
            blocks(stream).forEach(blocks::feed);
            blocks(stream).forEach(throwing::feedAll);
            limited.feed(ByteBuffer.wrap(stream));
            blocks(stream).forEach(limitedBlocks::feed);

            assertThat(blocks.end().equals(expected)).as("stream %d", i).isTrue();
            assertThat(throwing.end().equals(expected)).as("stream %d", i).isTrue();
            assertThat(limitedBlocks.end().equals(limited.end()))
                    .as("%s", limits)
                    .isTrue();
        }
    }

    @Test
    void readsChunksOfEveryLengthAsTheStandardDoes() {
        for (int size = 1; size < 600; size++) {
            byte[] stream = streamOfBlocks();
            List<String> expected = NaiveParser.read(stream, "z");
            SseLimits limits = new SseLimits(300 + random.nextInt(3000), 300 + random.nextInt(3000));

            Reading chunks = new Reading(SseLimits.defaults());
            Reading limited = new Reading(limits);
            Reading limitedChunks = new Reading(limits);
            evenly(stream, size).forEach(chunks::feed);
            limited.feed(ByteBuffer.wrap(stream));
            evenly(stream, size).forEach(limitedChunks::feed);

            assertThat(chunks.end().equals(expected)).as("chunks of %d", size).isTrue();
            assertThat(limitedChunks.end().equals(limited.end()))
                    .as("chunks of %d, %s", size, limits)
                    .isTrue();
        }
    }

    @Test
    void losesNothingWhereAListenerThrows() {
        for (int i = 0; i < 5_000; i++) {
            byte[] stream = stream();
            Reading calm = new Reading(SseLimits.defaults());
            Reading throwing = new Reading(SseLimits.defaults(), random::nextBoolean);

            calm.feed(ByteBuffer.wrap(stream));
            cut(stream).forEach(throwing::feedAll);

            assertThat(throwing.end()).as("%s", new String(stream, ISO_8859_1)).isEqualTo(calm.end());
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

    @Test
    void decodesLongTextsAsTheStandardDoesWhereverItsPiecesEnd() {
        for (String word : List.of("\u00E9", "\u20AC", "\uD83D\uDE00")) {
            for (int before = 0; before < 4; before++) {
                String text = "x".repeat(before) + word.repeat(10_000) + "x".repeat(10_000) + word;
                byte[] bytes = text.getBytes(UTF_8);
                byte[] torn = Arrays.copyOf(bytes, bytes.length - 1);

                assertThat(Utf8.decode(bytes, 0, bytes.length).equals(text)).isTrue();
                assertThat(Utf8.decode(torn, 0, torn.length).equals(NaiveParser.decode(torn)))
                        .isTrue();
            }
        }
    }

    private byte[] stream() {
        StringBuilder stream = new StringBuilder();
        for (int words = 1 + random.nextInt(30); words > 0; words--) {
            stream.append(WORDS[random.nextInt(WORDS.length)]);
        }
        return stream.toString().getBytes(ISO_8859_1);
    }

    /** Lines of data that are long, or many; words of several bytes stand in them at every place. */
    private byte[] longStream() {
        StringBuilder stream = new StringBuilder();
        for (int lines = 1 + random.nextInt(4); lines > 0; lines--) {
            stream.append("data: ");
            for (int length = random.nextInt(60_000); length > 0; length -= 20) {
                stream.append("x".repeat(random.nextInt(40))).append(WORDS[random.nextInt(WORDS.length)]);
            }
            stream.append("\n".repeat(1 + random.nextInt(2)));
        }
        return stream.append("\n").toString().getBytes(ISO_8859_1);
    }

    /** Events of some hundred bytes, so that many a block has no line end and many a line is moved. */
    private byte[] streamOfBlocks() {
        StringBuilder stream = new StringBuilder();
        for (int events = 1 + random.nextInt(10); events > 0; events--) {
            stream.append("id: ").append(events).append("\ndata: ");
            for (int words = random.nextInt(20); words > 0; words--) {
                stream.append("x".repeat(random.nextInt(150))).append(WORDS[random.nextInt(WORDS.length)]);
            }
            stream.append("\n\n");
        }
        return stream.toString().getBytes(ISO_8859_1);
    }

    /** Chunks of one block, behind a shorter one now and then. */
    private List<ByteBuffer> blocks(byte[] stream) {
        List<ByteBuffer> chunks = new ArrayList<>();
        for (int at = 0; at < stream.length; ) {
            int size = random.nextInt(8) == 0 ? 1 + random.nextInt(Block.BYTES) : Block.BYTES;
            chunks.add(piece(stream, at, Math.min(size, stream.length - at)));
            at += size;
        }
        return chunks;
    }

    /** Chunks of one length, behind one that puts line ends and chunks apart. */
    private List<ByteBuffer> evenly(byte[] stream, int size) {
        List<ByteBuffer> chunks = new ArrayList<>();
        int first = Math.min(stream.length, 1 + random.nextInt(size));
        chunks.add(piece(stream, 0, first));
        for (int at = first; at < stream.length; at += size) {
            chunks.add(piece(stream, at, Math.min(size, stream.length - at)));
        }
        return chunks;
    }

    private List<ByteBuffer> cut(byte[] stream) {
        return cut(stream, 1 + random.nextInt(9));
    }

    private List<ByteBuffer> cut(byte[] stream, int most) {
        List<ByteBuffer> pieces = new ArrayList<>();
        for (int at = 0; at < stream.length; ) {
            int size = Math.min(stream.length - at, 1 + random.nextInt(most));
            pieces.add(piece(stream, at, size));
            at += size;
        }
        return pieces;
    }

    private ByteBuffer piece(byte[] stream, int at, int size) {
        ByteBuffer piece = ByteBuffer.wrap(stream, at, size);
        return switch (random.nextInt(3)) {
            case 0 -> piece;
            case 1 -> piece.slice().asReadOnlyBuffer();
            default -> ByteBuffer.allocateDirect(size).put(piece).flip();
        };
    }

    /** What one parser says of one stream. */
    private static final class Reading implements SseListener {

        private final List<String> told = new ArrayList<>();
        private final SseParser parser;
        private final BooleanSupplier throwing;
        private boolean failed;

        Reading(SseLimits limits) {
            this(limits, () -> false);
        }

        Reading(SseLimits limits, BooleanSupplier throwing) {
            this.parser = new SseParser(limits, "z", this);
            this.throwing = throwing;
        }

        /** Feeds again what is left where it threw. */
        void feedAll(ByteBuffer bytes) {
            while (bytes.hasRemaining()) {
                try {
                    feed(bytes);
                } catch (IllegalStateException e) {
                    failed = false; // it told, and threw
                }
            }
        }

        private void tell(String what) {
            told.add(what);
            if (throwing.getAsBoolean()) {
                throw new IllegalStateException(what);
            }
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
            tell("event " + message.id() + "|" + message.event() + "|" + message.data());
        }

        @Override
        public void onComment(String text) {
            tell("comment " + text);
        }

        @Override
        public void onRetry(long millis) {
            tell("retry " + millis);
        }
    }
}
