// SPDX-License-Identifier: Apache-2.0
package io.rillway.cli;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The server's API, as the commands need it; every refusal becomes one line that says what to do. */
final class Api {

    static final JsonMapper MAPPER = new JsonMapper();

    private final URI server;
    private final Optional<String> token;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();

    Api(URI server, Optional<String> token) {
        this.server = server;
        this.token = token;
    }

    URI stream() {
        return URI.create(server + "/api/v1/events/stream");
    }

    JsonNode get(String path) {
        return send(request(path).GET());
    }

    JsonNode post(String path, Object body) {
        return send(request(path)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofByteArray(MAPPER.writeValueAsBytes(body))));
    }

    private HttpRequest.Builder request(String path) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(server + path)).timeout(Duration.ofMinutes(2));
        token.ifPresent(t -> request.header("Authorization", "Bearer " + t));
        return request;
    }

    private JsonNode send(HttpRequest.Builder request) {
        try {
            HttpResponse<byte[]> response = http.send(request.build(), BodyHandlers.ofByteArray());
            JsonNode body = parse(response.body());
            if (response.statusCode() / 100 == 2) {
                return body.path("data");
            }
            throw refused(response.statusCode(), body.path("error"));
        } catch (IOException e) {
            throw new CommandException(
                    Exit.UNREACHABLE, "no server at " + server + "; start one with: rillway serve FILE");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandException(Exit.FAILED, "interrupted");
        }
    }

    private static JsonNode parse(byte[] body) {
        try {
            return MAPPER.readTree(body);
        } catch (JacksonException e) {
            return MAPPER.missingNode();
        }
    }

    private CommandException refused(int status, JsonNode error) {
        if (status == 401) {
            return new CommandException(
                    Exit.REFUSED,
                    server + " needs a valid token; give one with --token or RILLWAY_TOKEN, as the server printed it");
        }
        String message = error.path("message").asString("status " + status);
        return new CommandException(
                Exit.REFUSED, message + hint(error.path("code").asString("")));
    }

    private static String hint(String code) {
        return switch (code) {
            case "DEPENDENTS_ACTIVE" -> "; stop them first, or use --dependents stop";
            case "CASCADE_IN_PROGRESS" -> "; wait for it, or cancel it";
            default -> "";
        };
    }
}
