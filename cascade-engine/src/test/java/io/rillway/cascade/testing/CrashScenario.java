// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.testing;

import io.rillway.cascade.model.CascadeOptions;
import io.rillway.cascade.model.CascadeRequest;
import io.rillway.cascade.model.Dependency;
import io.rillway.cascade.model.Dependency.Condition;
import io.rillway.cascade.model.OnFailure;
import io.rillway.cascade.model.Resource;
import io.rillway.cascade.model.ResourceGraph;
import io.rillway.cascade.model.Retry;
import io.rillway.cascade.run.Refusal;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;

/** What an engine was doing when it crashed. */
public record CrashScenario(String name, Function<Bench, ResourceGraph> house, Consumer<Bench> play) {

    private static final String[] ALL_UP = {"db", "cache", "web", "admin"};

    public static List<CrashScenario> all() {
        return List.of(
                new CrashScenario("START_CHAIN", CrashScenario::chain, bench -> bench.start("app")),
                new CrashScenario("START_IN_PARALLEL", bench -> slowStack(bench, 2), bench -> bench.start("web")),
                new CrashScenario("STOP_WITH_CLEAN_UP", bench -> stack(bench, ALL_UP), bench -> bench.stop("web")),
                new CrashScenario("REFUSED_STOP", bench -> stack(bench, ALL_UP), CrashScenario::refusedStop),
                new CrashScenario("FAILURE", CrashScenario::failing, bench -> bench.start("app")),
                new CrashScenario("ROLLBACK", CrashScenario::failing, CrashScenario::startOrUndo),
                new CrashScenario("RETRY", CrashScenario::trying, bench -> bench.start("web")),
                new CrashScenario("CONFIRM", CrashScenario::confirmed, bench -> {
                    bench.stop("nas");
                    bench.advanceSeconds(60);
                    bench.settled(bench.coordinator().confirm("c1"));
                }),
                new CrashScenario("AWAIT_AND_EXPIRE", CrashScenario::confirmed, bench -> {
                    bench.stop("nas");
                    bench.advance(Duration.ofMinutes(11));
                }),
                new CrashScenario("PROPOSED", CrashScenario::proposing, bench -> {
                    bench.stop("web");
                    bench.advanceSeconds(5);
                    bench.settled(bench.coordinator().confirm("c1"));
                }),
                new CrashScenario("CANCEL", bench -> slowStack(bench, 20), bench -> cancelledStart(bench, 0)),
                new CrashScenario(
                        "CANCEL_WITH_A_GRACE", bench -> slowStack(bench, 20), bench -> cancelledStart(bench, 30)),
                new CrashScenario("TWO_THAT_OVERLAP", bench -> slowStack(bench, 3), bench -> {
                    bench.start("web");
                    bench.advanceSeconds(1);
                    bench.start("admin");
                }),
                new CrashScenario("A_JOB_ONCE", CrashScenario::migrating, bench -> bench.start("web")));
    }

    /** Sets the scripts, and returns the graph. */
    public ResourceGraph house(Bench bench) {
        return house.apply(bench);
    }

    /** Does it, and lets time go by until all is quiet. */
    public void play(Bench bench) {
        play.accept(bench);
        bench.rest(Duration.ofMinutes(5));
    }

    @Override
    public String toString() {
        return name;
    }

    private static ResourceGraph graph(Resource.Builder... resources) {
        return ResourceGraph.of(
                Arrays.stream(resources).map(Resource.Builder::build).toList());
    }

    private static ResourceGraph chain(Bench bench) {
        return graph(bench.resource("nas"), bench.resource("vm").host("nas"), bench.resource("app", "vm"));
    }

    private static ResourceGraph stack(Bench bench, String... up) {
        Stream.of(up).forEach(id -> bench.script(id).up());
        return graph(
                bench.resource("db"),
                bench.resource("cache"),
                bench.resource("web", "db", "cache"),
                bench.resource("admin", "cache"));
    }

    private static ResourceGraph slowStack(Bench bench, int seconds) {
        bench.script("cache").startTakes(Duration.ofSeconds(seconds));
        bench.script("db").startTakes(Duration.ofSeconds(seconds / 2));
        return stack(bench);
    }

    private static ResourceGraph failing(Bench bench) {
        bench.script("vm").failsToStart("VM_START_FAILED");
        bench.script("extra").failsToStart("NO_LUCK");
        return graph(
                bench.resource("nas"),
                bench.resource("switch"),
                bench.resource("extra"),
                bench.resource("vm", "switch").host("nas"),
                bench.resource("app", "vm").dependsOn(Dependency.on("extra").optional()));
    }

    private static ResourceGraph trying(Bench bench) {
        bench.script("db").failsToStart("NO_LUCK");
        return graph(bench.resource("db").retry(Retry.of(3, Duration.ofSeconds(1))), bench.resource("web", "db"));
    }

    private static Resource.Builder asking(Bench bench, String id) {
        bench.script(id).up();
        return bench.resource(id).stopping(new Resource.Stopping(true, true));
    }

    private static ResourceGraph confirmed(Bench bench) {
        bench.script("vm").up();
        return graph(asking(bench, "nas"), bench.resource("vm").host("nas"));
    }

    private static ResourceGraph proposing(Bench bench) {
        bench.script("web").up();
        return graph(asking(bench, "nas"), bench.resource("web", "nas"));
    }

    private static ResourceGraph migrating(Bench bench) {
        bench.script("migrate").exitsAfter(Duration.ofSeconds(2), 0);
        return graph(
                bench.resource("db"),
                bench.resource("migrate", "db"),
                bench.resource("web").dependsOn(Dependency.on("migrate").when(Condition.COMPLETED)));
    }

    private static void startOrUndo(Bench bench) {
        bench.run(CascadeRequest.start("app").with(CascadeOptions.DEFAULTS.onFailure(OnFailure.ROLLBACK)));
    }

    private static void cancelledStart(Bench bench, int graceSeconds) {
        bench.start("web");
        bench.advanceSeconds(3);
        bench.coordinator().cancel("c1", "the test says so", Duration.ofSeconds(graceSeconds));
    }

    private static void refusedStop(Bench bench) {
        try {
            bench.stop("cache");
        } catch (Refusal expected) {
            bench.advanceSeconds(1);
        }
    }
}
