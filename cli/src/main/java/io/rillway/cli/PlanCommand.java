// SPDX-License-Identifier: Apache-2.0
package io.rillway.cli;

import static java.util.Objects.requireNonNull;

import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/** Says what starting or stopping would do, and does nothing. */
@Command(
        name = "plan",
        mixinStandardHelpOptions = true,
        description = "Say what starting a resource would do, and why.")
final class PlanCommand implements Callable<Integer> {

    @Mixin
    private ServerAccess access = new ServerAccess();

    @Parameters(paramLabel = "ID", description = "The resource")
    private String id = "";

    @Option(names = "--stop", description = "Say what stopping it would do instead")
    private boolean stop;

    @Option(
            names = "--dependents",
            paramLabel = "HOW",
            defaultValue = "refuse",
            description = "What stopping does about active resources that require it: refuse, stop or ignore")
    private String dependents = "refuse";

    @Option(names = "--json", description = "Print JSON")
    private boolean json;

    @Spec
    private @Nullable CommandSpec spec;

    PlanCommand() {}

    @Override
    public Integer call() {
        JsonNode plan = access.api()
                .post(
                        "/api/v1/cascades/plan",
                        Map.of("action", stop ? "stop" : "start", "resourceId", id, "dependents", dependents));
        var out = requireNonNull(spec).commandLine().getOut();
        if (json) {
            out.println(plan);
        } else {
            PlanText.all(plan).forEach(out::println);
        }
        out.flush();
        return Exit.OK;
    }
}
