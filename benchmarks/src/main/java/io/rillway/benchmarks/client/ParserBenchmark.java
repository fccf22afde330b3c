// SPDX-License-Identifier: Apache-2.0
package io.rillway.benchmarks.client;

import com.launchdarkly.eventsource.EventSource;
import com.launchdarkly.eventsource.StreamException;
import io.rillway.events.wire.SseLimits;
import io.rillway.events.wire.SseListener;
import io.rillway.events.wire.SseMessage;
import io.rillway.events.wire.SseParser;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * A body of 4 MiB from its chunks to its events, by this parser and by others, and as a floor the search for line ends. Look at medians:
 * now and then a run stalls.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(
        value = 1,
        jvmArgsAppend = {"-Xms2g", "-Xmx2g", "-XX:+AlwaysPreTouch"})
@Warmup(iterations = 6, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 3, time = 500, timeUnit = TimeUnit.MILLISECONDS)
public class ParserBenchmark {

    /** The bytes of one event's payload. */
    @Param({"100", "1024", "4194304"})
    public int eventBytes = 100;

    /** The bytes that one read brings. */
    @Param({"64", "1024", "16384"})
    public int chunkBytes = 1024;

    private Wire wire = new Wire(100, 1024);
    private final Others others = new Others();

    /** Writes the body. */
    @Setup
    public void write() {
        wire = new Wire(eventBytes, chunkBytes);
    }

    /** Lets threads go. */
    @TearDown
    public void close() {
        others.close();
    }

    /** The search for line ends alone: what any parser has to do at least. */
    @Benchmark
    public long newlines() {
        long lines = 0;
        for (byte each : wire.bytes()) {
            if (each == '\n') {
                lines++;
            }
        }
        return lines;
    }

    /** What the bytes and the strings alone cost: a copy of each chunk, and the two strings of each event. */
    @Benchmark
    public long floor() {
        return wire.floor();
    }

    /** This parser, from buffers as the JDK's client brings them. */
    @Benchmark
    public long rillway() {
        Counter counter = new Counter();
        SseParser parser = new SseParser(SseLimits.defaults(), "", counter);
        wire.feed(parser::feed);
        return counter.checked(wire);
    }

    /** okhttp-eventsource, which reads a stream. */
    @Benchmark
    public long okhttpEventsource() throws StreamException {
        long events = 0;
        long bytes = 0;
        try (EventSource source = others.eventSource(wire)) {
            source.start();
            while (events < wire.events()) {
                bytes += source.readMessage().getData().length();
                events++;
            }
        }
        return bytes;
    }

    /** okhttp-sse, which reads a response on a thread of its client's. */
    @Benchmark
    public long okhttpSse() {
        Tally tally = new Tally();
        others.okhttpSse(wire, tally);
        tally.await();
        return checked(tally.events(), tally.bytes());
    }

    /** Spring's reader of server-sent events. */
    @Benchmark
    public long spring() {
        long[] seen = new long[2];
        others.spring(wire).toStream(1).forEach(event -> {
            seen[0]++;
            seen[1] += String.valueOf(event.data()).length();
        });
        return checked(seen[0], seen[1]);
    }

    /** Jersey's reader of server-sent events. */
    @Benchmark
    public long jersey() {
        return others.jersey(wire);
    }

    private long checked(long events, long bytes) {
        if (events != wire.events()) {
            throw new IllegalStateException("events: " + events + " (expected: " + wire.events() + ")");
        }
        return bytes;
    }

    private static final class Counter implements SseListener {

        private long events;
        private long bytes;

        @Override
        public void onMessage(SseMessage message) {
            events++;
            bytes += message.data().length();
        }

        long checked(Wire wire) {
            if (events != wire.events()) {
                throw new IllegalStateException("events: " + events + " (expected: " + wire.events() + ")");
            }
            return bytes;
        }
    }
}
