// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.testing;

import io.rillway.cascade.journal.JournalEntry;
import io.rillway.cascade.model.Action;
import io.rillway.cascade.model.CascadeRecord;
import io.rillway.cascade.model.CascadeStatus;
import io.rillway.cascade.model.OnFailure;
import io.rillway.cascade.model.OnRestart;
import io.rillway.cascade.model.Resource;
import io.rillway.cascade.model.ResourceGraph;
import io.rillway.cascade.model.ResourceStatus;
import io.rillway.cascade.run.Ledger;
import io.rillway.cascade.run.Refusal;
import io.rillway.events.Event;
import io.rillway.events.catalog.CascadeEvents;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Lets an engine crash in a scenario, opens the next one over what is left, and says what is wrong then. */
public final class CrashLab {

    private final CrashScenario scenario;
    private final Supplier<List<JournalEntry>> disk;
    private final List<String> wrong = new ArrayList<>();
    private OnRestart onRestart = OnRestart.RESUME;
    private Bench bench = new Bench();
    private final ResourceGraph graph;

    public CrashLab(CrashScenario scenario, Supplier<List<JournalEntry>> disk) {
        this.scenario = scenario;
        this.disk = disk;
        this.graph = scenario.house(bench);
        bench.observe(this::called);
    }

    public Bench bench() {
        return bench;
    }

    public List<String> wrong() {
        return wrong;
    }

    private void called(String call) {
        Script script = bench.script(call.substring(call.indexOf(' ') + 1));
        if (call.startsWith("start ") && script.isRunning()) {
            wrong.add(call + " though it runs");
        }
        if (call.startsWith("stop ") && !script.isRunning()) {
            wrong.add(call + " though it is down");
        }
        if (!isIntended(call)) {
            wrong.add(call + " though its intention was not durable");
        }
    }

    /** Every call has a beginning of its own in the journal. */
    private boolean isIntended(String call) {
        long calls = bench.log().stream().filter(call::equals).count();
        long intentions =
                disk.get().stream().filter(entry -> intends(entry, call)).count();
        return calls <= intentions;
    }

    private static boolean intends(JournalEntry entry, String call) {
        if (entry instanceof JournalEntry.StepBegun begun) {
            return call.equals(verb(begun.mark().action()) + " " + begun.resourceId());
        }
        if (entry instanceof JournalEntry.UndoBegun undo) {
            return call.equals(verb(opposite(undo.mark().action())) + " " + undo.resourceId());
        }
        return entry instanceof JournalEntry.StepRetried again && call.endsWith(" " + again.resourceId());
    }

    private static Action opposite(Action action) {
        return action == Action.START ? Action.STOP : Action.START;
    }

    private static String verb(Action action) {
        return action.name().toLowerCase(Locale.ROOT);
    }

    private <T extends JournalEntry> Stream<T> all(Class<T> kind) {
        return disk.get().stream().filter(kind::isInstance).map(kind::cast);
    }

    /** Plays the scenario; returns whether that crashed. */
    public boolean play() {
        try {
            bench.open(graph);
            scenario.play(bench);
            return false;
        } catch (Crash crash) {
            return true;
        }
    }

    /** The program ends; what it had ordered gets through, or does not. */
    public void die(boolean ordersGetThrough) {
        if (ordersGetThrough) {
            bench.workers().finishInFlight();
        }
        bench = new Bench(bench);
    }

    /** The next engine opens, and lives on until all is quiet, at most for eleven minutes; returns whether that crashed. */
    public boolean live(OnRestart onRestart) {
        this.onRestart = onRestart;
        try {
            bench.onRestart(onRestart).open(graph);
            bench.rest(Duration.ofMinutes(11));
            return false;
        } catch (Crash crash) {
            return true;
        }
    }

    /** Says what is wrong with the world now that all is quiet. */
    public List<String> check() {
        Map<String, Long> ends = all(JournalEntry.Ended.class)
                .collect(Collectors.groupingBy(JournalEntry.OfCascade::cascadeId, Collectors.counting()));
        Set<String> withdrawn = all(JournalEntry.Withdrawn.class)
                .map(JournalEntry.OfCascade::cascadeId)
                .collect(Collectors.toSet());
        Map<String, Integer> told = told();
        all(JournalEntry.Admitted.class)
                .map(JournalEntry.OfCascade::cascadeId)
                .filter(id -> !withdrawn.contains(id))
                .forEach(id -> {
                    expect(ends.getOrDefault(id, 0L) == 1, id + " has " + ends.get(id) + " ends in the journal");
                    expect(told.getOrDefault(id, 0) == 1, id + " was told to end " + told.get(id) + " times");
                    expect(remembered(id), id + " is not remembered as ended");
                });
        checkDecisions();
        checkRollbacks();
        graph.resources().forEach(this::checkTruth);
        graph.resources().forEach(this::checkFree);
        return wrong;
    }

    /** What was decided before the crash is what becomes of it. */
    private void checkDecisions() {
        Map<String, String> decided = new HashMap<>();
        for (JournalEntry entry : disk.get()) {
            if (entry instanceof JournalEntry.StepBegun begun && decided.containsKey(begun.cascadeId())) {
                wrong.add(begun.resourceId() + " is begun by " + begun.cascadeId() + ", which "
                        + decided.get(begun.cascadeId()));
            } else if (entry instanceof JournalEntry.StepFailed failed && failed.fatal()) {
                decided.put(failed.cascadeId(), "has failed");
            } else if (entry instanceof JournalEntry.StepAbandoned abandoned) {
                decided.put(abandoned.cascadeId(), "has given up");
            } else if (entry instanceof JournalEntry.Completed done && decided.containsKey(done.cascadeId())) {
                wrong.add(done.cascadeId() + " is completed, which " + decided.get(done.cascadeId()));
            }
        }
    }

    /** What a cascade had done that undoes what it did is undone, or it says why not. */
    private void checkRollbacks() {
        if (onRestart == OnRestart.FAIL) {
            return;
        }
        Set<String> undoing = all(JournalEntry.Admitted.class)
                .filter(first -> first.request().options().onFailure().equals(Optional.of(OnFailure.ROLLBACK)))
                .map(JournalEntry.OfCascade::cascadeId)
                .collect(Collectors.toSet());
        all(JournalEntry.Failed.class)
                .map(JournalEntry.OfCascade::cascadeId)
                .filter(undoing::contains)
                .forEach(this::checkUndone);
    }

    private void checkUndone(String id) {
        Set<String> left = new HashSet<>();
        for (JournalEntry entry : disk.get()) {
            if (entry instanceof JournalEntry.StepDone done && done.cascadeId().equals(id)) {
                left.add(done.resourceId());
            } else if (entry instanceof JournalEntry.StepUndone undone
                    && undone.cascadeId().equals(id)) {
                left.remove(undone.resourceId());
            } else if (entry instanceof JournalEntry.StepKept kept
                    && kept.cascadeId().equals(id)) {
                left.remove(kept.resourceId());
            }
        }
        expect(left.isEmpty(), id + " has neither undone nor kept " + left);
    }

    private Map<String, Integer> told() {
        Map<String, Integer> told = new HashMap<>();
        for (Event event : bench.sink().events()) {
            if (event.data() instanceof CascadeEvents.Complete end) {
                told.merge(end.cascadeId(), 1, Integer::sum);
            } else if (event.data() instanceof CascadeEvents.Failure end) {
                told.merge(end.cascadeId(), 1, Integer::sum);
            }
        }
        return told;
    }

    private boolean remembered(String id) {
        return bench.coordinator()
                .archive()
                .find(id)
                .map(Ledger::snapshot)
                .map(CascadeRecord::status)
                .filter(CascadeStatus::isTerminal)
                .isPresent();
    }

    private void checkTruth(Resource resource) {
        boolean healthy = bench.script(resource.id()).isHealthy();
        ResourceStatus status = bench.status(resource.id());
        expect(healthy == (status == ResourceStatus.ONLINE), resource.id() + " is told as " + status);
    }

    /** Anybody may begin anything. */
    private void checkFree(Resource resource) {
        try {
            bench.start(resource.id());
            bench.rest(Duration.ofMinutes(2));
        } catch (Refusal refusal) {
            wrong.add("the start of " + resource.id() + " is refused: " + refusal.getMessage());
        }
    }

    private void expect(boolean holds, String otherwise) {
        if (!holds) {
            wrong.add(otherwise);
        }
    }
}
