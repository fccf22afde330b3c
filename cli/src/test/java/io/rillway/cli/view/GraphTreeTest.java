// SPDX-License-Identifier: Apache-2.0
package io.rillway.cli.view;

import static org.assertj.core.api.Assertions.assertThat;

import io.rillway.cli.shell.Screen;
import io.rillway.cli.view.GraphTree.Edge;
import io.rillway.cli.view.GraphTree.Node;
import java.util.List;
import org.junit.jupiter.api.Test;

class GraphTreeTest {

    private static final List<Node> NODES = List.of(
            new Node("nas", "online"),
            new Node("db", "online"),
            new Node("auth", "starting"),
            new Node("web", "offline"),
            new Node("mail", "offline"));

    private static final List<Edge> EDGES = List.of(
            new Edge("db", "nas", "host"),
            new Edge("auth", "db", ""),
            new Edge("web", "auth", ""),
            new Edge("web", "db", "optional"));

    @Test
    void drawsFromWhatNothingNeedsDown() {
        assertThat(GraphTree.all(NODES, EDGES, Screen.PIPE))
                .containsExactly(
                        "mail  offline",
                        "web  offline",
                        "|- auth  starting",
                        "|  `- db  online",
                        "|     `- nas  online  (host)",
                        "`- db  online  (optional, see above)");
    }

    @Test
    void drawsOneResourceAndWhatItNeeds() {
        assertThat(GraphTree.below("db", NODES, EDGES, new Screen(true, 80, 24, false, true)))
                .containsExactly("db  online", "\u2514\u2500 nas  online  (host)");
    }

    @Test
    void drawsNothingOfNothing() {
        assertThat(GraphTree.all(List.of(), List.of(), Screen.PIPE)).isEmpty();
    }
}
