// SPDX-License-Identifier: Apache-2.0
package io.rillway.events.wire;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class SpareTest {

    private static final int THREADS = 4;

    private final Spare spare = new Spare();

    @Test
    void belongsToOneAtATime() {
        byte[] given = new byte[100];
        spare.give(given);

        assertThat(spare.take(100)).isSameAs(given);
        assertThat(spare.take(100)).isNull();
    }

    @Test
    void staysWhereItIsTooShort() {
        byte[] given = new byte[100];
        spare.give(given);

        assertThat(spare.take(101)).isNull();
        assertThat(spare.take(100)).isSameAs(given);
    }

    @Test
    void isTheLongestThatWasGiven() {
        byte[] longest = new byte[200];
        spare.give(new byte[100]);
        spare.give(longest);
        spare.give(new byte[150]);

        assertThat(spare.take(100)).isSameAs(longest);
    }

    @Test
    void isNotForWhoNeedsMuchLess() {
        byte[] given = new byte[100 * Spare.MOST_TIMES];
        spare.give(given);

        assertThat(spare.take(99)).isNull();
        assertThat(spare.take(100)).isSameAs(given);
    }

    @Test
    void longPayloadsUnderWayStayApart() {
        Random random = new Random(11);
        List<Stream> streams = new ArrayList<>();
        for (int letter = 'a'; letter <= 'z'; letter++) {
            streams.add(new Stream((char) letter));
        }
        for (int turn = 0; turn < 5_000; turn++) {
            streams.get(random.nextInt(streams.size())).feed(random.nextInt(40_000), random.nextInt(8) == 0);
        }

        assertThat(streams).allMatch(stream -> stream.events > 0 && stream.wrong == 0);
    }

    @Test
    void longPayloadsOfManyThreadsStayApart() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            List<Future<Stream>> streams = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                char letter = (char) ('a' + i);
                streams.add(threads.submit(() -> {
                    Stream stream = new Stream(letter);
                    for (int event = 0; event < 500; event++) {
                        stream.feed(100_000, true);
                    }
                    return stream;
                }));
            }
            for (Future<Stream> stream : streams) {
                assertThat(stream.get().events).isEqualTo(500);
                assertThat(stream.get().wrong).isZero();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    /** A stream whose payloads are one letter again and again. */
    private static final class Stream implements SseListener {

        private final SseParser parser = new SseParser(SseLimits.defaults(), "", this);
        private final char letter;
        private boolean begun;
        private int fed;
        private int events;
        private int wrong;

        Stream(char letter) {
            this.letter = letter;
        }

        void feed(int more, boolean last) {
            String text = (begun ? "" : "data: ") + String.valueOf(letter).repeat(more) + (last ? "\n\n" : "");
            begun = !last;
            fed += more;
            parser.feed(ByteBuffer.wrap(text.getBytes(US_ASCII)));
            fed = last ? 0 : fed;
        }

        @Override
        public void onMessage(SseMessage message) {
            events++;
            if (!message.data().equals(String.valueOf(letter).repeat(fed))) {
                wrong++;
            }
        }
    }
}
