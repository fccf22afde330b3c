// SPDX-License-Identifier: Apache-2.0
package io.rillway.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** Publishes an event. */
@Command(name = "publish", mixinStandardHelpOptions = true, description = "Publish an event, and print its id.")
final class PublishCommand implements Callable<Integer> {

    @Mixin
    private ServerAccess access = new ServerAccess();

    @Parameters(index = "0", paramLabel = "TOPIC", description = "What it is about")
    private String topic = "";

    @Parameters(index = "1", paramLabel = "TYPE", description = "What kind of event it is")
    private String type = "";

    @Parameters(
            index = "2",
            paramLabel = "JSON",
            arity = "0..1",
            defaultValue = "null",
            description = "Its data; - reads it from standard input, @FILE from a file")
    private String data = "null";

    @Spec
    private @Nullable CommandSpec spec;

    PublishCommand() {}

    @Override
    public Integer call() throws IOException {
        var body = Api.MAPPER.createObjectNode().put("topic", topic).put("type", type);
        body.set("data", json());
        JsonNode answer = access.api().post("/api/v1/events", body);
        var out = requireNonNull(spec).commandLine().getOut();
        out.println(answer.path("id").asString());
        out.flush();
        return Exit.OK;
    }

    private JsonNode json() throws IOException {
        String text = data;
        if (data.equals("-")) {
            text = new String(System.in.readAllBytes(), UTF_8);
        } else if (data.startsWith("@")) {
            text = Files.readString(Path.of(data.substring(1)));
        }
        try {
            return Api.MAPPER.readTree(text);
        } catch (JacksonException e) {
            throw new CommandException(Exit.USAGE, "JSON: " + e.getOriginalMessage() + " (expected: a JSON value)");
        }
    }
}
