// SPDX-License-Identifier: Apache-2.0
package io.rillway.cli;

import static java.util.Objects.requireNonNull;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/** Lists the resources and how they stand. */
@Command(name = "status", mixinStandardHelpOptions = true, description = "List the resources and how they stand.")
final class StatusCommand implements Callable<Integer> {

    @Mixin
    private ServerAccess access = new ServerAccess();

    @Parameters(paramLabel = "ID", arity = "0..1", description = "One resource only")
    private @Nullable String id;

    @Option(names = "--json", description = "Print JSON")
    private boolean json;

    @Spec
    private @Nullable CommandSpec spec;

    StatusCommand() {}

    @Override
    public Integer call() {
        JsonNode found = access.api().get("/api/v1/resources" + (id == null ? "" : "/" + id));
        PrintWriter out = requireNonNull(spec).commandLine().getOut();
        if (json) {
            out.println(found);
        } else if (found.isArray()) {
            int width = 0;
            for (JsonNode resource : found) {
                width = Math.max(width, resource.path("id").asString().length());
            }
            for (JsonNode resource : found) {
                print(out, resource, width);
            }
        } else {
            print(out, found, 0);
        }
        out.flush();
        return Exit.OK;
    }

    private static void print(PrintWriter out, JsonNode resource, int width) {
        String name = resource.path("id").asString();
        out.println(name + " ".repeat(Math.max(0, width - name.length())) + "  "
                + resource.path("status").asString());
    }
}
