// SPDX-License-Identifier: Apache-2.0
package io.rillway.example.embed;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.rillway.cascade.EngineOptions;
import io.rillway.cascade.connector.ProcessConnector;
import io.rillway.cascade.model.Resource;
import io.rillway.cascade.model.ResourceGraph;
import java.io.BufferedReader;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbedExampleIT {

    private final HttpClient client = HttpClient.newHttpClient();

    @TempDir
    private Path folder;

    @Test
    @DisplayName("hub and engine work in a plain JDK web server, with no Jetty on the class path")
    void worksWithoutAFramework() throws Exception {
        ResourceGraph graph = ResourceGraph.builder()
                .resource(waiting("db").build())
                .resource(waiting("web").dependsOn("db").build())
                .build();
        try (EmbedExample example =
                        new EmbedExample(graph, EngineOptions.defaults().withFolder(folder));
                BufferedReader events = follow(example.uri())) {
            readUntil(events, "connected");

            assertThat(post(example.uri() + "/start?web")).isEqualTo(202);
            assertThat(readUntil(events, "cascade-complete")).contains("\"resourceId\":\"db\"");
            assertThat(post(example.uri() + "/stop?db")).isEqualTo(409);
            assertThat(post(example.uri() + "/stop?web")).isEqualTo(202);
            readUntil(events, "cascade-complete");
        }
        assertThatExceptionOfType(ClassNotFoundException.class)
                .isThrownBy(() -> Class.forName("org.eclipse.jetty.server.Server"));
        assertThatExceptionOfType(ClassNotFoundException.class)
                .isThrownBy(() -> Class.forName("jakarta.servlet.Servlet"));
    }

    private static Resource.Builder waiting(String id) {
        return Resource.named(id).connector(ProcessConnector.of("sleep", "1000"));
    }

    private int post(String uri) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(uri))
                .POST(BodyPublishers.noBody())
                .build();
        return client.send(request, BodyHandlers.ofString()).statusCode();
    }

    private BufferedReader follow(URI uri) throws Exception {
        HttpResponse<InputStream> response =
                client.send(HttpRequest.newBuilder(uri.resolve("/events")).build(), BodyHandlers.ofInputStream());
        return new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8));
    }

    private static String readUntil(BufferedReader events, String type) throws Exception {
        StringBuilder read = new StringBuilder();
        String line = requireNonNull(events.readLine());
        while (!line.equals("event: " + type)) {
            read.append(line).append('\n');
            line = requireNonNull(events.readLine());
        }
        return read.toString();
    }
}
