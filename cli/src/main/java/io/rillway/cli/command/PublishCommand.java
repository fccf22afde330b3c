// SPDX-License-Identifier: Apache-2.0
package io.rillway.cli.command;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.rillway.cli.api.Api;
import io.rillway.cli.api.Json;
import io.rillway.cli.shell.CommandException;
import io.rillway.cli.shell.Exit;
import io.rillway.cli.shell.Shell;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Publishes an event, and prints its id. */
@Command(name = "publish", description = "Publish an event, and print its id.")
public final class PublishCommand implements Callable<Integer> {

    private static final JsonMapper STRICT = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS, DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private final Shell shell;

    @Mixin
    private ServerOptions server = new ServerOptions();

    @Mixin
    private JsonOption asJson = new JsonOption();

    @Parameters(index = "0", paramLabel = "TOPIC", description = "What it is about, for example project/p1")
    private String topic = "";

    @Parameters(index = "1", paramLabel = "TYPE", description = "What kind of event it is, for example build_complete")
    private String type = "";

    @Parameters(
            index = "2",
            paramLabel = "JSON",
            arity = "0..1",
            defaultValue = "null",
            description = "Its data; - reads them from standard input, @FILE from a file (default: null)")
    private String data = "null";

    @Option(
            names = "--attribute",
            paramLabel = "NAME=VALUE",
            description = "What streams may filter by, for example project_id=p1; may be given more than once")
    private Map<String, String> attributes = new LinkedHashMap<>();

    /** The command in a shell. */
    public PublishCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        ObjectNode event = Json.MAPPER.createObjectNode().put("topic", topic).put("type", type);
        event.set("data", json(text()));
        if (!attributes.isEmpty()) {
            event.set("attributes", Json.MAPPER.valueToTree(attributes));
        }
        JsonNode answer = new Api(server.access(shell)).publish(event);
        shell.out().println(asJson.isWanted() ? answer : answer.path("id").asString());
        return Exit.OK;
    }

    private String text() {
        try {
            if (data.equals("-")) {
                return new String(shell.in().readAllBytes(), UTF_8);
            }
            return data.startsWith("@") ? Files.readString(Path.of(data.substring(1))) : data;
        } catch (IOException e) {
            throw new CommandException(Exit.USAGE, "JSON: " + data + ": cannot be read (expected: a file in UTF-8)");
        }
    }

    private static JsonNode json(String text) {
        try {
            JsonNode tree = STRICT.readTree(text);
            if (tree.isMissingNode()) {
                throw new CommandException(Exit.USAGE, "JSON: empty (expected: a JSON value)");
            }
            return tree;
        } catch (JacksonException e) {
            String reason = e.getOriginalMessage().lines().findFirst().orElse("");
            throw new CommandException(Exit.USAGE, "JSON: " + reason + " (expected: a JSON value)");
        }
    }
}
