// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.run;

import io.rillway.cascade.loop.Alarm;
import io.rillway.cascade.watch.Seer;
import io.rillway.cascade.watch.Sight;
import io.rillway.cascade.watch.Unit;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Looks at one unit again and again while an action waits for it, one look at a time. Of the coordinator alone. */
final class Poller implements Seer {

    private final Tools tools;
    private final Unit unit;
    private final Watcher watcher;
    private final Duration interval;

    // There once it has to look again.
    private @Nullable Rhythm rhythm;

    private Alarm next = Alarm.NONE;
    private State state = State.IDLE;
    private boolean probing;
    private String lastSeen = "nobody has answered";

    private enum State {
        IDLE,
        LOOKING,
        LOOKING_AND_AGAIN,
        OVER
    }

    /** Who waits. */
    interface Watcher {

        /** A look came back; answers with a step towards the end, or polls again. */
        void seen(Sight sight);
    }

    Poller(Tools tools, Unit unit, Duration interval, Watcher watcher) {
        this.tools = tools;
        this.unit = unit;
        this.watcher = watcher;
        this.interval = interval;
    }

    /** What the last look found, for people to read. */
    String lastSeen() {
        return lastSeen;
    }

    /** Looks now; if a look is under way, again directly after it. */
    void now(boolean probes) {
        next.cancel();
        probing = probes;
        if (state == State.LOOKING) {
            state = State.LOOKING_AND_AGAIN;
        } else if (state == State.IDLE) {
            state = State.LOOKING;
            tools.looks().fresh(unit, probing, this);
        }
    }

    @Override
    public void seen(Unit looked, Sight sight) {
        if (state == State.OVER) {
            return;
        }
        boolean again = state == State.LOOKING_AND_AGAIN;
        state = State.IDLE;
        lastSeen = sight.reason();
        watcher.seen(sight);
        if (again) {
            now(probing);
        }
    }

    /** Runs this after a while, the longer the more often it was asked. */
    void later(Runnable look) {
        next.cancel();
        rhythm = rhythm == null ? Rhythm.upTo(interval) : rhythm.next();
        next = tools.loop().after(rhythm.delay(), look);
    }

    /** Looks no more. */
    void end() {
        next.cancel();
        state = State.OVER;
    }
}
