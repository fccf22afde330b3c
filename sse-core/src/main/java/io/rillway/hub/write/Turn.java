// SPDX-License-Identifier: Apache-2.0
package io.rillway.hub.write;

import io.rillway.events.TopicSelector;
import io.rillway.events.catalog.SystemEvents.Gap;
import io.rillway.hub.pace.PacePolicy;
import io.rillway.hub.pace.PacePolicy.Verdict;
import io.rillway.hub.port.CloseReason;
import io.rillway.hub.port.EventLog;
import io.rillway.hub.port.Kept;
import io.rillway.hub.port.SlowSubscriber;
import io.rillway.hub.port.StreamOptions;
import io.rillway.hub.write.Tally.Count;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * What a subscriber is told when it is its turn: that the hub closes, what comes next in the log, and with everything told
 * a sign of life. Owned by the thread that walks the rounds.
 */
final class Turn {

    private static final int MOST_TRIES = 3;

    /** Of so many writes one is timed; no divisor of the usual numbers of subscribers, so that it is not always the same. */
    private static final int SAMPLED = 7;

    private final EventLog log;
    private final Router router;
    private final ControlFrames frames;
    private final Greetings greetings;
    private final Registrar registrar;
    private final Totals totals;
    private int untilSample;

    Turn(EventLog log, Router router, ControlFrames frames, Registrar registrar, Totals totals) {
        this.log = log;
        this.router = router;
        this.frames = frames;
        this.greetings = new Greetings(frames);
        this.registrar = registrar;
        this.totals = totals;
    }

    /** Says the greeting; the id is left out where a gap follows, which alone may move the receiver on. */
    void greet(Subscriber subscriber) {
        StartPlace start = subscriber.course.start();
        String id = start.gap() == null ? log.id(start.cursor()) : null;
        subscriber.words.say(greetings.of(subscriber, id));
    }

    /** Says that the hub closes, and when to come back. */
    void dismiss(Subscriber subscriber) {
        long millis = subscriber.request().options().retry().toMillis();
        long jitter = ThreadLocalRandom.current().nextLong(millis + 1);
        subscriber.words.say(frames.retry(Duration.ofMillis(millis + jitter)));
        subscriber.retryTold = true;
    }

    /** Says when the credential ends. */
    void warn(Subscriber subscriber, Instant until) {
        subscriber.words.say(frames.authExpiring(subscriber, until));
    }

    /** Says the last word, and nothing that was to be said before. */
    void last(Subscriber subscriber, LastWord last) {
        subscriber.words.clear();
        subscriber.words.say(frames.last(subscriber.request().options(), last));
        subscriber.saidLast = true;
    }

    /** Says what comes next; {@return why the subscriber has to go instead}, or null. */
    @Nullable
    CloseReason advance(Subscriber subscriber) {
        change(subscriber);
        if (!subscriber.course.isLive()) {
            CloseReason reason = pace(subscriber) == Verdict.DISCONNECT ? CloseReason.TOO_SLOW : proceed(subscriber);
            if (reason != null) {
                return reason;
            }
            change(subscriber);
        }
        if (subscriber.course.isLive() && subscriber.heartbeatDue) {
            beat(subscriber);
        }
        return null;
    }

    /**
     * Takes the changes whose place the subscriber has come to. A place that it has passed is one that nothing was said
     * behind, or else the change was still being asked for then.
     */
    private void change(Subscriber subscriber) {
        if (!subscriber.steps.any()) {
            return;
        }
        List<TopicSelector> narrower = subscriber.steps.takeNarrower();
        if (narrower != null) {
            router.narrow(subscriber, narrower);
        }
        Course course = subscriber.course;
        for (Step step = subscriber.steps.next(); step != null; step = subscriber.steps.next()) {
            router.routeTo(step.place());
            if (!course.isLive() && course.cursor() < step.place()) {
                return;
            }
            router.change(subscriber, step.key(), Math.max(step.place(), course.idOnWire));
            subscriber.steps.taken();
        }
    }

    /** {@return whether a subscriber that does not read is to be disconnected} */
    boolean isTooSlow(Subscriber subscriber) {
        return subscriber.request().options().slowSubscriber() == SlowSubscriber.DISCONNECT
                && !subscriber.course.isLive()
                && pace(subscriber) == Verdict.DISCONNECT;
    }

    /** Does what the endpoint wants done with a subscriber that cannot keep up. */
    private Verdict pace(Subscriber subscriber) {
        Course course = subscriber.course;
        StreamOptions options = subscriber.request().options();
        Verdict verdict = PacePolicy.of(options, course.waited(router.seen()), router.seen() - course.cursor());
        if (verdict == Verdict.CONTINUE || course.conflating) {
            return verdict;
        }
        // It may be behind many entries, and still wait for few.
        Matching matching = router.matching(subscriber);
        long place = matching.before(options.budget().lag(), router.seen());
        if (place <= course.cursor()) {
            return Verdict.CONTINUE;
        }
        course.conflating = verdict == Verdict.CONFLATE;
        if (verdict == Verdict.DROP_OLDEST) {
            drop(subscriber, matching, place);
        }
        return verdict;
    }

    private void drop(Subscriber subscriber, Matching matching, long place) {
        Course course = subscriber.course;
        long lost = matching.count(course.cursor(), place);
        if (lost > 0) {
            subscriber.tally.add(Count.DROPPED, lost);
            totals.dropped(lost);
            course.skip(new Gap("overflow", log.id(course.cursor()), log.id(place)), new Kept(place + 1, place + 1));
        }
    }

    /** Says the next chunk, and before it the hole, if there is one. */
    private @Nullable CloseReason proceed(Subscriber subscriber) {
        StreamOptions options = subscriber.request().options();
        Chunk chunk = router.chunk(subscriber);
        for (int tries = 1; subscriber.course.lacks(chunk) && tries <= MOST_TRIES; tries++) {
            if (!PacePolicy.toleratesHoles(options.slowSubscriber())) {
                return CloseReason.TOO_SLOW;
            }
            skipEvicted(subscriber.course);
            chunk = router.chunk(subscriber);
        }
        Gap gap = subscriber.course.takeGap();
        if (gap != null) {
            subscriber.words.say(frames.gap(options, log.id(subscriber.course.cursor()), gap));
            registrar.gap(subscriber, gap.reason());
        }
        for (LiveEvent state : subscriber.course.takeState()) {
            if (subscriber.course.selection().key().takes(state.event())) {
                subscriber.words.say(frames.live(options.envelope(), state));
            }
        }
        if (!subscriber.course.lacks(chunk)) {
            subscriber.course.move(chunk, router.seen());
            totals.chose(chunk.counts());
            if (chunk.bytes() != null) {
                subscriber.words.say(chunk.bytes().duplicate());
                sample(subscriber, chunk);
            }
        }
        return null;
    }

    /** A few samples tell as much as all. */
    private void sample(Subscriber subscriber, Chunk chunk) {
        untilSample = untilSample == 0 ? SAMPLED - 1 : untilSample - 1;
        if (untilSample == 0) {
            subscriber.sample(chunk.counts().since());
        }
    }

    private void skipEvicted(Course course) {
        Kept kept = log.kept(course.selection().key().selectors()).after(course.cursor());
        router.routeTo(kept.before());
        course.skip(new Gap(kept.reason(), log.id(course.cursor()), log.id(kept.lost())), kept);
    }

    private void beat(Subscriber subscriber) {
        long seen = router.seen();
        Course course = subscriber.course;
        subscriber.heartbeatDue = false;
        subscriber.words.say(frames.heartbeat(subscriber.request().options(), log.id(seen), seen > course.idOnWire));
        course.idOnWire = seen;
    }
}
