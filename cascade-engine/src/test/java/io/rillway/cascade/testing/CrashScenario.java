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

/** What an engine was doing when it crashed. */
public record CrashScenario(String name, Function<Bench, ResourceGraph> house, Consumer<Bench> play) {

    public static List<CrashScenario> all() {
        return List.of(
                new CrashScenario(
                        "START_CHAIN",
                        bench -> graph(
                                bench.resource("nas"), bench.resource("vm").host("nas"), bench.resource("app", "vm")),
                        bench -> bench.start("app")),
                new CrashScenario(
                        "START_IN_PARALLEL",
                        bench -> {
                            bench.script("db").startTakes(Duration.ofSeconds(2));
                            bench.script("cache").startTakes(Duration.ofSeconds(1));
                            return graph(
                                    bench.resource("db"),
                                    bench.resource("cache"),
                                    bench.resource("queue"),
                                    bench.resource("web", "db", "cache", "queue"));
                        },
                        bench -> bench.start("web")),
                new CrashScenario(
                        "STOP_WITH_CLEAN_UP",
                        bench -> {
                            bench.script("db").up();
                            bench.script("cache").up();
                            bench.script("web").up();
                            bench.script("admin").up();
                            return graph(
                                    bench.resource("db"),
                                    bench.resource("cache"),
                                    bench.resource("web", "db", "cache"),
                                    bench.resource("admin", "cache"));
                        },
                        bench -> bench.stop("web")),
                new CrashScenario(
                        "FAILURE",
                        bench -> {
                            bench.script("vm").failsToStart("VM_START_FAILED");
                            bench.script("extra").failsToStart("NO_LUCK");
                            return graph(
                                    bench.resource("nas"),
                                    bench.resource("extra"),
                                    bench.resource("vm").host("nas"),
                                    bench.resource("app", "vm")
                                            .dependsOn(Dependency.on("extra").optional()));
                        },
                        bench -> bench.start("app")),
                new CrashScenario(
                        "CONFIRM",
                        bench -> {
                            bench.script("nas").up();
                            bench.script("vm").up();
                            return graph(confirmed(bench), bench.resource("vm").host("nas"));
                        },
                        bench -> {
                            bench.stop("nas");
                            bench.advanceSeconds(60);
                            bench.settled(bench.coordinator().confirm("c1"));
                        }),
                new CrashScenario(
                        "AWAIT_AND_EXPIRE",
                        bench -> {
                            bench.script("nas").up();
                            return graph(confirmed(bench));
                        },
                        bench -> {
                            bench.stop("nas");
                            bench.advance(Duration.ofMinutes(11));
                        }),
                new CrashScenario(
                        "PROPOSED",
                        bench -> {
                            bench.script("nas").up();
                            bench.script("web").up();
                            return graph(confirmed(bench), bench.resource("web", "nas"));
                        },
                        bench -> {
                            bench.stop("web");
                            bench.advanceSeconds(5);
                            bench.settled(bench.coordinator().confirm("c1"));
                        }),
                new CrashScenario(
                        "CANCEL",
                        bench -> {
                            bench.script("db").startTakes(Duration.ofSeconds(20));
                            return graph(
                                    bench.resource("db"),
                                    bench.resource("cache"),
                                    bench.resource("web", "db", "cache"));
                        },
                        bench -> {
                            bench.start("web");
                            bench.advanceSeconds(3);
                            bench.coordinator().cancel("c1", "the test says so", Duration.ZERO);
                        }),
                new CrashScenario(
                        "CANCEL_WITH_A_GRACE",
                        bench -> {
                            bench.script("db").startTakes(Duration.ofSeconds(20));
                            return graph(
                                    bench.resource("db"),
                                    bench.resource("cache"),
                                    bench.resource("web", "db", "cache"));
                        },
                        bench -> {
                            bench.start("web");
                            bench.advanceSeconds(3);
                            bench.coordinator().cancel("c1", "the test says so", Duration.ofSeconds(30));
                        }),
                new CrashScenario(
                        "ROLLBACK",
                        bench -> {
                            bench.script("vm").failsToStart("VM_START_FAILED");
                            return graph(
                                    bench.resource("nas"),
                                    bench.resource("switch"),
                                    bench.resource("vm", "switch").host("nas"),
                                    bench.resource("app", "vm"));
                        },
                        bench -> bench.run(CascadeRequest.start("app")
                                .with(CascadeOptions.DEFAULTS.onFailure(OnFailure.ROLLBACK)))),
                new CrashScenario(
                        "RETRY",
                        bench -> {
                            bench.script("db").failsToStart("NO_LUCK");
                            return graph(
                                    bench.resource("db").retry(Retry.of(3, Duration.ofSeconds(1))),
                                    bench.resource("web", "db"));
                        },
                        bench -> bench.start("web")),
                new CrashScenario(
                        "TWO_THAT_OVERLAP",
                        bench -> {
                            bench.script("db").startTakes(Duration.ofSeconds(3));
                            return graph(
                                    bench.resource("db"),
                                    bench.resource("web", "db"),
                                    bench.resource("cache"),
                                    bench.resource("admin", "db", "cache"));
                        },
                        bench -> {
                            bench.start("web");
                            bench.advanceSeconds(1);
                            bench.start("admin");
                        }),
                new CrashScenario(
                        "A_JOB_ONCE",
                        bench -> {
                            bench.script("migrate").exitsAfter(Duration.ofSeconds(2), 0);
                            return graph(
                                    bench.resource("db"),
                                    bench.resource("migrate", "db"),
                                    bench.resource("web")
                                            .dependsOn(Dependency.on("migrate").when(Condition.COMPLETED)));
                        },
                        bench -> bench.start("web")),
                new CrashScenario(
                        "REFUSED_STOP",
                        bench -> {
                            bench.script("db").up();
                            bench.script("web").up();
                            return graph(bench.resource("db"), bench.resource("web", "db"));
                        },
                        bench -> refusedStop(bench, "db")));
    }

    /** Sets the scripts, and returns the graph. */
    public ResourceGraph house(Bench bench) {
        return house.apply(bench);
    }

    /** Does it, and lets five minutes go by. */
    public void play(Bench bench) {
        play.accept(bench);
        bench.advanceSeconds(300);
    }

    @Override
    public String toString() {
        return name;
    }

    private static ResourceGraph graph(Resource.Builder... resources) {
        return ResourceGraph.of(
                Arrays.stream(resources).map(Resource.Builder::build).toList());
    }

    private static Resource.Builder confirmed(Bench bench) {
        return bench.resource("nas").stopping(new Resource.Stopping(true, true));
    }

    private static void refusedStop(Bench bench, String id) {
        try {
            bench.run(CascadeRequest.stop(id));
        } catch (Refusal expected) {
            bench.advanceSeconds(1);
        }
    }
}
