// SPDX-License-Identifier: Apache-2.0
package io.rillway.example.embed;

import io.rillway.cascade.EngineOptions;
import io.rillway.cascade.connector.ProcessConnector;
import io.rillway.cascade.model.Resource;
import io.rillway.cascade.model.ResourceGraph;
import java.io.IOException;

/** Runs the example with two processes that do nothing but wait. */
public final class Main {

    private Main() {}

    /**
     * Runs until it is killed.
     *
     * @param arguments none
     * @throws IOException if it cannot listen
     */
    public static void main(String... arguments) throws IOException {
        ResourceGraph graph = ResourceGraph.builder()
                .resource(Resource.named("db")
                        .connector(ProcessConnector.of("sleep", "1000"))
                        .build())
                .resource(Resource.named("web")
                        .connector(ProcessConnector.of("sleep", "1000"))
                        .dependsOn("db")
                        .build())
                .build();
        EmbedExample example = new EmbedExample(graph, EngineOptions.defaults());
        Runtime.getRuntime().addShutdownHook(new Thread(example::close));
        System.out.println("curl -N " + example.uri() + "/events");
        System.out.println("curl -X POST '" + example.uri() + "/start?web'");
    }
}
