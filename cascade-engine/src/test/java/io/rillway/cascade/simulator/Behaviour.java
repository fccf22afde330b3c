// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.simulator;

import java.time.Duration;
import java.util.Random;

/** How a simulated resource behaves: how long its calls take, and what goes wrong how often. */
record Behaviour(Duration startCall, Duration warmUp, Duration stopCall, Duration probe, Fault start, Fault stop) {

    /** What goes wrong with an order. */
    record Fault(Kind kind, int times) {

        static final Fault NONE = new Fault(Kind.NONE, 0);

        Fault once() {
            return times <= 1 ? NONE : new Fault(kind, times - 1);
        }
    }

    /** The ways in which an order can go wrong. */
    enum Kind {
        NONE,
        REFUSES,
        HANGS,
        IGNORES_INTERRUPTION,
        NEVER_HEALTHY,
        EXITS
    }

    static Behaviour instant() {
        return new Behaviour(Duration.ZERO, Duration.ZERO, Duration.ZERO, Duration.ZERO, Fault.NONE, Fault.NONE);
    }

    /** It takes its time, and nothing goes wrong. */
    static Behaviour calm(Random random) {
        return new Behaviour(
                millis(random, 1500),
                millis(random, 3000),
                millis(random, 1500),
                millis(random, 300),
                Fault.NONE,
                Fault.NONE);
    }

    /** Now and then something goes wrong, a few times or always. */
    static Behaviour rough(Random random) {
        Behaviour calm = calm(random);
        Fault start = random.nextInt(5) == 0
                ? fault(random, Kind.REFUSES, Kind.HANGS, Kind.IGNORES_INTERRUPTION, Kind.NEVER_HEALTHY, Kind.EXITS)
                : Fault.NONE;
        Fault stop = random.nextInt(6) == 0
                ? fault(random, Kind.REFUSES, Kind.HANGS, Kind.IGNORES_INTERRUPTION)
                : Fault.NONE;
        return new Behaviour(calm.startCall, calm.warmUp, calm.stopCall, calm.probe, start, stop);
    }

    private static Fault fault(Random random, Kind... kinds) {
        return new Fault(kinds[random.nextInt(kinds.length)], random.nextInt(3) == 0 ? 1000 : 1 + random.nextInt(2));
    }

    private static Duration millis(Random random, int most) {
        return random.nextInt(3) == 0 ? Duration.ZERO : Duration.ofMillis(random.nextInt(most));
    }

    Behaviour with(Fault nextStart, Fault nextStop) {
        return new Behaviour(startCall, warmUp, stopCall, probe, nextStart, nextStop);
    }
}
