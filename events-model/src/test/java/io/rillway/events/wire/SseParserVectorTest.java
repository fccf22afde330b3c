// SPDX-License-Identifier: Apache-2.0
package io.rillway.events.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.rillway.events.wire.Vectors.Recorded;
import io.rillway.events.wire.Vectors.Vector;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SseParserVectorTest {

    private static final int MOST_SPLIT_POINTS = 3000;

    static Stream<Vector> vectors() {
        return Stream.concat(Vectors.parsing("start.json").stream(), Vectors.parsing("own.json").stream());
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void readsTheVectorAsItArrives(Vector vector) {
        assertThat(parse(vector, vector.chunks(), false)).isEqualTo(expected(vector));
        assertThat(parse(vector, vector.chunks(), true)).isEqualTo(expected(vector));
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void readsTheVectorCutAtEveryPoint(Vector vector) {
        byte[] bytes = vector.bytes();
        Recorded expected = expected(vector);
        int step = Math.max(1, bytes.length / MOST_SPLIT_POINTS);
        for (int at = 0; vector.mayBeCut() && at <= bytes.length; at += step) {
            List<byte[]> halves =
                    List.of(Arrays.copyOfRange(bytes, 0, at), Arrays.copyOfRange(bytes, at, bytes.length));
            assertThat(parse(vector, halves, false)).as("cut at %d", at).isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void readsTheVectorInSmallPieces(Vector vector) {
        if (vector.mayBeCut()) {
            for (int size : new int[] {1, 2, 3, 7}) {
                assertThat(parse(vector, Vectors.every(vector.bytes(), size), false))
                        .as("pieces of %d", size)
                        .isEqualTo(expected(vector));
            }
            assertThat(parse(vector, atRandom(vector.bytes()), true)).isEqualTo(expected(vector));
        }
    }

    @Test
    void parsersDoNotInfluenceEachOther() {
        List<String> first = new ArrayList<>();
        List<String> second = new ArrayList<>();
        SseParser one = new SseParser(SseLimits.defaults(), "", m -> first.add(m.data()));
        SseParser other = new SseParser(SseLimits.defaults(), "", m -> second.add(m.data()));

        for (String piece : List.of("da", "ta: x", "\n", "\n")) {
            one.feed(ByteBuffer.wrap(piece.getBytes(UTF_8)));
            other.feed(ByteBuffer.wrap(piece.replace('x', 'y').getBytes(UTF_8)));
        }

        assertThat(first).containsExactly("x");
        assertThat(second).containsExactly("y");
    }

    private static Recorded expected(Vector vector) {
        Recorded recorded = vector.expected();
        return vector.node().has("comments") ? recorded : withoutComments(recorded);
    }

    private static Recorded parse(Vector vector, List<byte[]> chunks, boolean direct) {
        Recording recording = new Recording(vector.limits(), vector.initialLastEventId());
        chunks.forEach(chunk -> recording.feed(direct ? direct(chunk) : ByteBuffer.wrap(chunk)));
        if (vector.node().path("end").asString("").equals("eof")) {
            recording.parser.end();
        }
        Recorded recorded = recording.recorded();
        return vector.node().has("comments") ? recorded : withoutComments(recorded);
    }

    private static Recorded withoutComments(Recorded r) {
        return new Recorded(r.messages(), List.of(), r.retries(), r.lastEventId(), r.failed());
    }

    private static ByteBuffer direct(byte[] bytes) {
        return ByteBuffer.allocateDirect(bytes.length).put(bytes).flip().asReadOnlyBuffer();
    }

    private static List<byte[]> atRandom(byte[] bytes) {
        Random random = new Random(bytes.length);
        List<byte[]> chunks = new ArrayList<>();
        for (int at = 0; at < bytes.length; ) {
            int to = Math.min(bytes.length, at + 1 + random.nextInt(20));
            chunks.add(Arrays.copyOfRange(bytes, at, to));
            at = to;
        }
        return chunks;
    }

    /** A parser and what it said; the last retry counts. */
    private static final class Recording implements SseListener {

        private final List<SseMessage> messages = new ArrayList<>();
        private final List<String> comments = new ArrayList<>();
        private final List<Long> retries = new ArrayList<>();
        private final SseParser parser;
        private boolean failed;

        Recording(SseLimits limits, String lastEventId) {
            this.parser = new SseParser(limits, lastEventId, this);
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

        Recorded recorded() {
            return new Recorded(messages, comments, retries, parser.lastEventId(), failed);
        }

        @Override
        public void onMessage(SseMessage message) {
            messages.add(message);
        }

        @Override
        public void onComment(String text) {
            comments.add(text.strip());
        }

        @Override
        public void onRetry(long millis) {
            retries.clear();
            retries.add(millis);
        }
    }
}
