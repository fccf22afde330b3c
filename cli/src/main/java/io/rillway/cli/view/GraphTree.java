// SPDX-License-Identifier: Apache-2.0
package io.rillway.cli.view;

import io.rillway.cli.shell.Paint;
import io.rillway.cli.shell.Screen;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The graph as a tree: below each resource what it needs. What has been drawn already is only named again. */
public final class GraphTree {

    /**
     * A resource.
     *
     * @param id the resource
     * @param status how it stands
     */
    public record Node(String id, String status) {}

    /**
     * A need.
     *
     * @param from who needs
     * @param to who is needed
     * @param mark what is special about it, such as {@code host} or {@code optional}; empty for nothing
     */
    public record Edge(String from, String to, String mark) {}

    private final Screen screen;
    private final Map<String, Node> nodes = new LinkedHashMap<>();
    private final Map<String, List<Edge>> needs = new LinkedHashMap<>();
    private final Set<String> drawn = new HashSet<>();
    private final List<String> lines = new ArrayList<>();

    private GraphTree(List<Node> nodes, List<Edge> edges, Screen screen) {
        this.screen = screen;
        nodes.forEach(node -> this.nodes.put(node.id(), node));
        edges.forEach(edge ->
                needs.computeIfAbsent(edge.from(), from -> new ArrayList<>()).add(edge));
    }

    /** The whole graph, from what nothing needs down. */
    public static List<String> all(List<Node> nodes, List<Edge> edges, Screen screen) {
        Set<String> roots = new TreeSet<>();
        nodes.forEach(node -> roots.add(node.id()));
        edges.forEach(edge -> roots.remove(edge.to()));
        GraphTree tree = new GraphTree(nodes, edges, screen);
        roots.forEach(root -> tree.draw(new Edge("", root, ""), "", ""));
        return tree.lines;
    }

    /** One resource and what it needs. */
    public static List<String> below(String id, List<Node> nodes, List<Edge> edges, Screen screen) {
        GraphTree tree = new GraphTree(nodes, edges, screen);
        tree.draw(new Edge("", id, ""), "", "");
        return tree.lines;
    }

    private void draw(Edge edge, String branch, String indent) {
        boolean again = !drawn.add(edge.to());
        List<Edge> children = needs.getOrDefault(edge.to(), List.of());
        lines.add(branch + edge.to() + "  " + status(edge.to()) + marks(edge.mark(), again && !children.isEmpty()));
        if (again) {
            return;
        }
        for (int i = 0; i < children.size(); i++) {
            boolean last = i == children.size() - 1;
            String fork = last ? screen.glyph("\u2514\u2500 ", "`- ") : screen.glyph("\u251c\u2500 ", "|- ");
            String below = last ? "   " : screen.glyph("\u2502  ", "|  ");
            draw(children.get(i), indent + fork, indent + below);
        }
    }

    private String status(String id) {
        Node node = nodes.get(id);
        String status = node == null ? "unknown" : node.status();
        return screen.paint(Words.paint(status), status);
    }

    private String marks(String mark, boolean again) {
        String all = mark + (again ? (mark.isEmpty() ? "" : ", ") + "see above" : "");
        return all.isEmpty() ? "" : screen.paint(Paint.FAINT, "  (" + all + ")");
    }
}
