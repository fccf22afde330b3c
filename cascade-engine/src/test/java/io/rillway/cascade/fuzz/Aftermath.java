// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.fuzz;

import io.rillway.cascade.Cascade;
import io.rillway.cascade.CascadeEngine;
import io.rillway.cascade.CascadeException;
import io.rillway.cascade.model.CascadeOutcome;
import io.rillway.cascade.model.CascadeRecord;
import io.rillway.cascade.model.CascadeRequest;
import io.rillway.cascade.model.CascadeRequest.Dependents;
import io.rillway.cascade.model.CascadeStatus;
import io.rillway.cascade.model.Plan;
import io.rillway.cascade.model.Resource;
import io.rillway.cascade.model.ResourceGraph;
import io.rillway.cascade.model.ResourceStatus;
import io.rillway.cascade.model.StepState;
import io.rillway.cascade.system.Pace;
import io.rillway.events.catalog.CascadeEvents;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** What has to hold of an engine of which nobody asks anything any more, and in whose world nothing goes wrong. */
final class Aftermath {

    private static final Duration LONG = Duration.ofSeconds(60);
    private static final int TRIES = 5;

    private final FuzzWorld world;
    private final CascadeEngine engine;
    private final List<String> complaints = new ArrayList<>();
    private String last = "nothing was tried";

    Aftermath(FuzzWorld world, CascadeEngine engine) {
        this.world = world;
        this.engine = engine;
    }

    /** Everything ends and is told, and what is shown is true. */
    List<String> rest() throws InterruptedException {
        expect(this::isQuiet, "LIVENESS not all cascades end");
        for (CascadeRecord record : engine.cascades()) {
            Optional<Cascade> known = engine.find(record.id());
            if (known.isPresent()) {
                ended(known.get(), "LIVENESS " + record);
                checkRecord(
                        known.get().snapshot(),
                        known.get().plan().map(Plan::steps).orElse(List.of()));
            }
        }
        expect(() -> told().containsAll(ids()), "LIVENESS an end was never told");
        expect(this::isTrue, "TRUTH");
        return complaints;
    }

    /** Those that wait for a confirmation do not get one any more. */
    private boolean isQuiet() {
        engine.cascades().stream()
                .filter(record -> record.status() == CascadeStatus.AWAITING_CONFIRMATION)
                .flatMap(record -> engine.find(record.id()).stream())
                .forEach(Cascade::cancel);
        return engine.cascades().stream().allMatch(record -> record.status().isTerminal());
    }

    private void expect(BooleanSupplier condition, String otherwise) throws InterruptedException {
        if (!Pace.await(condition, LONG)) {
            complaints.add(otherwise + ": " + engine.statuses() + " " + up());
        }
    }

    private boolean ended(Cascade cascade, String otherwise) throws InterruptedException {
        try {
            CascadeOutcome outcome = cascade.await(LONG);
            last = outcome + " of " + cascade.snapshot();
            return outcome instanceof CascadeOutcome.Completed;
        } catch (TimeoutException e) {
            complaints.add(otherwise);
            return false;
        }
    }

    private List<String> ids() {
        return engine.cascades().stream().map(CascadeRecord::id).toList();
    }

    private Set<String> told() {
        Set<String> told = new HashSet<>();
        for (FuzzWorld.Timed timed : world.notes()) {
            if (timed.note() instanceof Note.Told event && event.event().data() instanceof CascadeEvents.Complete end) {
                told.add(end.cascadeId());
            } else if (timed.note() instanceof Note.Told event
                    && event.event().data() instanceof CascadeEvents.Failure end) {
                told.add(end.cascadeId());
            }
        }
        return told;
    }

    private List<String> up() {
        return world.units().stream().filter(FuzzUnit::isUp).map(FuzzUnit::id).toList();
    }

    private boolean isTrue() {
        ResourceGraph graph = engine.graph();
        return engine.statuses().entrySet().stream()
                .filter(shown -> !graph.resource(shown.getKey()).isGroup())
                .allMatch(shown -> (shown.getValue() == ResourceStatus.ONLINE)
                        == world.unit(shown.getKey()).isUp());
    }

    /** Of a cascade that has reached its target, the steps are those of its plan, in an order that the plan allows. */
    private void checkRecord(CascadeRecord record, List<Plan.Step> plan) {
        if (record.status() != CascadeStatus.COMPLETED) {
            return;
        }
        Map<String, CascadeRecord.StepRecord> last = new HashMap<>();
        record.steps().forEach(step -> last.put(step.resourceId(), step));
        for (Plan.Step step : plan) {
            CascadeRecord.StepRecord own = last.get(step.resourceId());
            if (own == null || own.state() == StepState.PENDING || own.state() == StepState.RUNNING) {
                complaints.add("PLAN_IS_RUN " + step.resourceId() + " is planned and was not done in " + record);
            } else if (own.state() == StepState.DONE) {
                step.after().forEach(before -> checkOrder(last.get(before), own, record));
            }
        }
    }

    private void checkOrder(
            CascadeRecord.@Nullable StepRecord before, CascadeRecord.StepRecord step, CascadeRecord record) {
        Instant ended = before == null || before.state() != StepState.DONE ? null : before.completedAt();
        Instant began = step.startedAt();
        if (ended != null && began != null && began.isBefore(ended) && record.replanned() == null) {
            complaints.add("PLAN_IS_RUN " + step + " began before the end of " + before + " in " + record);
        }
    }

    /** Anybody may begin anything, and everything comes up and goes down. */
    List<String> free() throws InterruptedException {
        expect(this::canBeEdited, "BLOCKED the graph");
        List<String> order = engine.graph().topologicalOrder();
        for (String id : order) {
            tryToReach(id, true);
        }
        for (String id : order) {
            tryToReach(id, false);
        }
        return complaints;
    }

    private boolean canBeEdited() {
        List<Resource> renamed = engine.graph().resources().stream()
                .map(resource -> resource.toBuilder().name("free").build())
                .toList();
        try {
            engine.edit(graph -> ResourceGraph.of(renamed));
            return true;
        } catch (CascadeException e) {
            // A completion may have begun another cascade.
            return false;
        }
    }

    private void tryToReach(String id, boolean up) throws InterruptedException {
        if (engine.graph().resource(id).isGroup()) {
            return;
        }
        for (int i = 0; i < TRIES && !reaches(id, up); i++) {
            world.unit(id).calmDown();
        }
        if (world.unit(id).isUp() != up) {
            complaints.add("BLOCKED " + id + " does not " + (up ? "come up" : "go down") + ": " + last);
        }
    }

    /** On a machine that is busy a step may take longer than it may. */
    private boolean reaches(String id, boolean up) throws InterruptedException {
        try {
            Cascade cascade = engine.run(up ? CascadeRequest.start(id) : CascadeRequest.stop(id, Dependents.STOP));
            if (isAsking(cascade)) {
                engine.confirm(cascade.id());
            }
            return ended(cascade, "LIVENESS " + cascade.snapshot());
        } catch (CascadeException e) {
            complaints.add("BLOCKED " + id + ": " + e.getMessage());
            return false;
        }
    }

    /** It says so a moment after it was begun. */
    private static boolean isAsking(Cascade cascade) throws InterruptedException {
        boolean known = Pace.await(() -> cascade.snapshot().status() != CascadeStatus.PENDING, LONG);
        return known && cascade.snapshot().status() == CascadeStatus.AWAITING_CONFIRMATION;
    }
}
