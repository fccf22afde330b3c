// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.run;

import io.rillway.cascade.loop.Alarm;
import io.rillway.cascade.loop.Loop;
import io.rillway.cascade.model.Plan;
import io.rillway.cascade.plan.Draft;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The cascades that wait for somebody to confirm them, and not for ever. Of the coordinator alone. */
final class Confirmations {

    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private final Loop loop;
    private final Map<String, Alarm> alarms = new HashMap<>();

    Confirmations(Loop loop) {
        this.loop = loop;
    }

    void await(CascadeRun run) {
        await(run, Duration.ZERO);
    }

    /** Waits on, after so much of the time has gone by. */
    void await(CascadeRun run, Duration gone) {
        forget(run);
        Duration left = PATIENCE.minus(gone).isNegative() ? Duration.ZERO : PATIENCE.minus(gone);
        alarms.put(run.ledger().id(), loop.after(left, () -> {
            forget(run);
            run.cancel("nobody confirmed it within " + PATIENCE.toMinutes() + " minutes", Duration.ZERO);
        }));
    }

    void forget(CascadeRun run) {
        Alarm alarm = alarms.remove(run.ledger().id());
        if (alarm != null) {
            alarm.cancel();
        }
    }

    static Refusal nothingToConfirm(String id) {
        return new Refusal(
                Refusal.Reason.NOT_CONFIRMABLE,
                "cascade: " + id + " (expected: one that awaits confirmation or has proposed stops)",
                Map.of("cascadeId", id));
    }

    /** Refuses a plan that is not the one that was shown. The new one is shown instead, and can be confirmed next. */
    static void checkSame(CascadeRun run, Draft draft) {
        Draft shown = run.draft().orElseThrow();
        if (!draft.doesTheSameAs(shown)) {
            run.await(draft);
            throw changed(run.ledger().id(), draft);
        }
    }

    /** Refuses a plan that does not stop just what was proposed, with what only that needs. */
    static void checkProposed(String id, List<String> proposed, Draft draft) {
        Set<String> stops = new HashSet<>();
        draft.plan().steps().stream().map(Plan.Step::resourceId).forEach(stops::add);
        if (draft.gated() || !stops.containsAll(proposed)) {
            throw changed(id, draft);
        }
    }

    private static Refusal changed(String id, Draft draft) {
        return new Refusal(
                Refusal.Reason.NOT_CONFIRMABLE,
                "cascade: " + id + " (expected: what would be done has not changed since it was shown)",
                Map.of("cascadeId", id, "plan", draft.plan()));
    }
}
