// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.run;

import io.rillway.cascade.journal.Journal;
import io.rillway.cascade.loop.Loop;
import io.rillway.cascade.loop.Workers;
import io.rillway.cascade.model.CascadeRequest;
import io.rillway.cascade.model.Plan;
import io.rillway.cascade.model.ResourceGraph;
import io.rillway.cascade.model.ResourceStatus;
import io.rillway.cascade.plan.Order;
import io.rillway.cascade.recover.Past;
import io.rillway.cascade.watch.Hands;
import io.rillway.cascade.watch.Looks;
import io.rillway.cascade.watch.StatusBoard;
import io.rillway.cascade.watch.Survey;
import io.rillway.cascade.watch.Unit;
import io.rillway.cascade.watch.Units;
import io.rillway.cascade.watch.Watch;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * The one who owns the state of an engine. Everything asked of it becomes a message of the loop, and the answer a future,
 * which is completed on the loop; nobody but the door waits for it.
 */
public final class Coordinator {

    private final Tools tools;
    private final Berths berths;
    private final Acts acts;
    private final Runs runs;
    private final Admission admission;
    private final Restarts restarts;
    private final Idle idle;
    private final Revival revival;

    // Any thread: what was asked and is not answered yet.
    private final Map<Long, CompletableFuture<?>> unanswered = new ConcurrentHashMap<>();
    private final AtomicLong questions = new AtomicLong();

    // Of the loop alone; the hands are of units that have gone while a call of theirs had not returned.
    private final Map<String, Hands> calling = new HashMap<>();
    private boolean draining;

    /** A coordinator on a loop, which calls by these workers, writes into this journal and owns these units from now on. */
    public Coordinator(Loop loop, Workers workers, Journal journal, Units units, RunOptions options) {
        StatusBoard board = new StatusBoard(units, journal, options.clock());
        Looks looks = new Looks(loop, workers);
        Survey survey = new Survey(board, looks);
        Watch watch = new Watch(loop, units, survey, options.pollInterval());
        Pen pen = new Pen(journal, loop, workers);
        tools = new Tools(loop, workers, pen, units, board, looks, survey, watch);
        berths = new Berths(units);
        acts = new Acts(tools, options, berths);
        runs = new Runs(options, journal, tools, acts, new Claims(berths));
        Confirmations confirmations = new Confirmations(loop);
        admission = new Admission(tools, runs, confirmations);
        revival = new Revival(tools, runs, admission, confirmations, options);
        restarts = new Restarts(tools, acts, runs::mayStart);
        board.onDeath(restarts::died);
        idle = new Idle(tools, runs, admission, journal, options.clock());
    }

    /** Takes up what an earlier life left, looks at everything, and watches from now on. */
    public void open(Past past) {
        tell(() -> {
            tools.board().deriveAll();
            revival.of(past);
            tools.watch().begin();
            idle.begin();
        });
    }

    /** The graph as it is now. Any thread. */
    public ResourceGraph graph() {
        return tools.units().graph();
    }

    /** The unit of a resource; of which other threads may use the connector alone. Any thread. */
    public Units units() {
        return tools.units();
    }

    /** The status of every resource. Any thread. */
    public Map<String, ResourceStatus> statuses() {
        return tools.board().statuses();
    }

    /** The cascades that run or are remembered. Any thread. */
    public Archive archive() {
        return runs.archive();
    }

    /** Says what a request would do. */
    public CompletableFuture<Plan> plan(CascadeRequest request) {
        return ask(answer -> {
            checkOpen();
            admission.plan(Order.of(request), answer);
        });
    }

    /** Begins a cascade. */
    public CompletableFuture<Ledger> run(CascadeRequest request) {
        return ask(answer -> {
            checkOpen();
            admission.run(Order.of(request), answer);
        });
    }

    /** Confirms what a cascade waits for or proposed. */
    public CompletableFuture<Ledger> confirm(String cascadeId) {
        return ask(answer -> {
            checkOpen();
            admission.confirm(cascadeId, answer);
        });
    }

    /** Cancels a cascade, of which what is under way has so long to end; nothing if it has ended. */
    public void cancel(String cascadeId, String reason, Duration grace) {
        tell(() -> runs.find(cascadeId).ifPresent(run -> run.cancel(reason, grace)));
    }

    /** Something says that a resource may have changed. */
    public void changed(String id) {
        tell(() -> tools.units().find(id).ifPresent(unit -> {
            if (!acts.poke(unit)) {
                tools.watch().changed(unit);
            }
        }));
    }

    /** Takes another graph on, with units for what is new or acts otherwise; answers the units that it let go of. */
    public CompletableFuture<List<Unit>> edit(
            ResourceGraph next, Collection<String> differing, Map<String, Unit> made) {
        return ask(answer -> {
            checkOpen();
            runs.checkFree(Edits.touched(tools.units().graph(), next, differing));
            List<Unit> left = tools.units()
                    .all()
                    .filter(unit -> next.find(unit.id()).isEmpty() || made.containsKey(unit.id()))
                    .toList();
            left.forEach(unit -> tools.watch().forget(unit.id()));
            left.forEach(unit -> idle.forget(unit.id()));
            follow(left, made.values());
            berths.during(() -> tools.units().change(next, made));
            tools.board().deriveAll();
            differing.forEach(id -> tools.units().find(id).ifPresent(tools.watch()::follow));
            differing.forEach(id -> tools.units().find(id).ifPresent(idle::follow));
            answer.complete(left);
        });
    }

    /** Nothing is done to a unit while the call of one that was in its place has not returned. */
    private void follow(List<Unit> left, Collection<Unit> made) {
        calling.values().removeIf(hands -> !hands.areCalling());
        left.stream().filter(unit -> unit.hands().areCalling()).forEach(unit -> calling.put(unit.id(), unit.hands()));
        made.forEach(unit -> Optional.ofNullable(calling.remove(unit.id())).ifPresent(unit.hands()::follow));
    }

    /** Cancels what runs, admits nothing more, and stops every child of this program. */
    public CompletableFuture<List<String>> stopChildren(Duration timeout) {
        return ask(answer -> {
            draining = true;
            restarts.end();
            idle.end();
            cancelAll("the engine stops its children");
            new Sweep(tools, acts, answer).begin(timeout);
        });
    }

    /** Cancels what runs and looks at nothing any more. */
    public void close() {
        tell(() -> {
            draining = true;
            restarts.end();
            idle.end();
            cancelAll("the engine was closed");
            tools.watch().end();
        });
    }

    /** The loop has ended: whoever still waits is told. */
    public void closed() {
        unanswered.values().forEach(answer -> answer.completeExceptionally(Refusal.closed()));
    }

    private void cancelAll(String reason) {
        runs.open().forEach(run -> run.cancel(reason, Duration.ZERO));
    }

    private void checkOpen() {
        if (draining) {
            throw Refusal.closed();
        }
    }

    private void tell(Runnable message) {
        try {
            tools.loop().execute(message);
        } catch (RejectedExecutionException e) {
            // Closed: there is nothing left that could change.
            return;
        }
    }

    private <T> CompletableFuture<T> ask(Consumer<CompletableFuture<T>> question) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        long number = questions.incrementAndGet();
        unanswered.put(number, answer);
        CompletableFuture<T> told = answer.whenComplete((value, trouble) -> unanswered.remove(number));
        try {
            tools.loop().execute(() -> {
                try {
                    question.accept(answer);
                } catch (RuntimeException e) {
                    answer.completeExceptionally(e);
                }
            });
        } catch (RejectedExecutionException e) {
            answer.completeExceptionally(Refusal.closed());
        }
        return told;
    }
}
