// SPDX-License-Identifier: Apache-2.0
package io.rillway.cli;

import static java.util.Objects.requireNonNull;

import java.io.PrintWriter;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/** What starting and stopping have in common: say what is left alone, begin, follow to the end. */
abstract class CascadeCommand implements Callable<Integer> {

    @Mixin
    private ServerAccess access = new ServerAccess();

    @Parameters(paramLabel = "ID", description = "The resource")
    private String id = "";

    @Option(names = "--json", description = "Print the cascade's last record as JSON, and nothing else")
    private boolean json;

    @Spec
    private @Nullable CommandSpec spec;

    /** {@return "start" or "stop"} */
    abstract String action();

    /** {@return what is done about active resources that require the target} */
    String dependents() {
        return "refuse";
    }

    @Override
    public Integer call() throws InterruptedException {
        PrintWriter out = requireNonNull(spec).commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        Api api = access.api();
        JsonNode plan = plan(api);
        if (!json) {
            PlanText.left(plan).forEach(out::println);
        }
        ProgressView view = json ? (progress, changed, now) -> {} : view(out);
        JsonNode record = new Follow(api, access.stream(), view).run(action(), body());
        if (json) {
            out.println(record);
        } else {
            Ending.lines(record, action()).forEach(out::println);
            Ending.troubles(record).forEach(err::println);
        }
        out.flush();
        return record.path("status").asString().equals("completed") ? Exit.OK : Exit.FAILED;
    }

    private JsonNode plan(Api api) {
        Map<String, String> body = new LinkedHashMap<>(body());
        body.put("action", action());
        return api.post("/api/v1/cascades/plan", body);
    }

    private Map<String, String> body() {
        Map<String, String> body = new LinkedHashMap<>();
        body.put("resourceId", id);
        if (action().equals("stop")) {
            body.put("dependents", dependents());
        }
        return body;
    }

    private static ProgressView view(PrintWriter out) {
        Map<String, String> environment = System.getenv();
        return Terminal.isInteractive()
                ? new LiveView(out, Terminal.width(environment), !environment.containsKey("NO_COLOR"))
                : new PlainView(out, ZoneId.systemDefault());
    }
}
