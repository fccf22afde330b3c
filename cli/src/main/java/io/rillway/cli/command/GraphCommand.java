// SPDX-License-Identifier: Apache-2.0
package io.rillway.cli.command;

import io.rillway.cli.api.Api;
import io.rillway.cli.shell.CommandException;
import io.rillway.cli.shell.Exit;
import io.rillway.cli.shell.Shell;
import io.rillway.cli.view.GraphTree;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** Draws the graph as a tree. */
@Command(name = "graph", description = "Draw who needs what as a tree, with how each resource stands.")
public final class GraphCommand implements Callable<Integer> {

    private final Shell shell;

    @Mixin
    private ServerOptions server = new ServerOptions();

    @Mixin
    private JsonOption json = new JsonOption();

    @Parameters(paramLabel = "ID", arity = "0..1", description = "Only this resource and what it needs")
    private @Nullable String id;

    /** The command in a shell. */
    public GraphCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        JsonNode graph = new Api(server.access(shell)).graph();
        if (json.isWanted()) {
            shell.out().println(graph);
            return Exit.OK;
        }
        List<GraphTree.Node> nodes = list(graph.path("resources")).stream()
                .map(node -> new GraphTree.Node(text(node, "id"), text(node, "status")))
                .toList();
        List<GraphTree.Edge> edges = list(graph.path("edges")).stream()
                .map(edge -> new GraphTree.Edge(text(edge, "from"), text(edge, "to"), mark(edge)))
                .toList();
        tree(nodes, edges).forEach(shell.out()::println);
        return Exit.OK;
    }

    private List<String> tree(List<GraphTree.Node> nodes, List<GraphTree.Edge> edges) {
        if (id == null) {
            return GraphTree.all(nodes, edges, shell.screen());
        }
        if (nodes.stream().noneMatch(node -> node.id().equals(id))) {
            throw new CommandException(
                    Exit.REFUSED,
                    "no resource is called " + id + "; see what there is: " + Shell.program() + " status");
        }
        return GraphTree.below(id, nodes, edges, shell.screen());
    }

    private static List<JsonNode> list(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false).toList();
    }

    private static String text(JsonNode node, String name) {
        return node.path(name).asString("");
    }

    private static String mark(JsonNode edge) {
        if (text(edge, "kind").equals("host")) {
            return "host";
        }
        return edge.path("required").asBoolean(true) ? "" : "optional";
    }
}
