// SPDX-License-Identifier: Apache-2.0
package io.rillway.cli.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.rillway.cascade.model.CascadeRecord;
import io.rillway.cascade.model.CascadeRequest;
import io.rillway.cascade.model.Plan;
import io.rillway.cli.shell.CommandException;
import io.rillway.cli.shell.Exit;
import io.rillway.cli.shell.Shell;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** The server's API; every refusal becomes one line that says what to do. */
public final class Api {

    private static final String CASCADES = "/api/v1/cascades/";
    private static final String RESOURCES = "/api/v1/resources";

    private final Access access;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();

    /** The API of a server. */
    public Api(Access access) {
        this.access = access;
    }

    /** What a request would do. */
    public Plan plan(CascadeRequest request) {
        Map<String, Object> body = body(request);
        body.put("action", request.action());
        return as(Plan.class, post(CASCADES + "plan", body));
    }

    /** Begins a cascade. */
    public CascadeRecord begin(CascadeRequest request) {
        return record(post(CASCADES + Json.MAPPER.valueToTree(request.action()).asString(), body(request)));
    }

    private static Map<String, Object> body(CascadeRequest request) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("resourceId", request.resourceId());
        body.put("dependents", request.dependents());
        return body;
    }

    /** How a cascade stands. */
    public CascadeRecord cascade(String id) {
        return record(get(CASCADES + encode(id)));
    }

    /** Confirms what a cascade waits for; what then runs. */
    public CascadeRecord confirm(String id) {
        return record(post(CASCADES + encode(id) + "/confirm", Map.of()));
    }

    /** The cascades that the server remembers, the newest first. */
    public List<CascadeRecord> cascades() {
        return get("/api/v1/cascades?limit=1000").valueStream().map(Api::record).toList();
    }

    /** Cancels a cascade; what is under way may take so long to end. */
    public CascadeRecord cancel(String id, Optional<String> grace) {
        Map<String, Object> body =
                grace.<Map<String, Object>>map(time -> Map.of("grace", time)).orElse(Map.of());
        return record(post(CASCADES + encode(id) + "/cancel", body));
    }

    /** Every resource. */
    public JsonNode resources() {
        return get(RESOURCES);
    }

    /** The graph: {@code resources} with their status, {@code edges} from who needs to who is needed. */
    public JsonNode graph() {
        return get("/api/v1/graph");
    }

    /** One resource. */
    public JsonNode resource(String id) {
        return get(RESOURCES + "/" + encode(id));
    }

    /** The last lines that a resource wrote. */
    public JsonNode output(String id, int lines) {
        return get(RESOURCES + "/" + encode(id) + "/output?lines=" + lines);
    }

    /** Publishes an event; the answer has its id. */
    public JsonNode publish(JsonNode event) {
        return post("/api/v1/events", event);
    }

    /** The open streams of who asks; an operator sees all. Every valid token may. */
    public JsonNode connections() {
        return get("/api/v1/connections");
    }

    /** Lets the server read its tokens and users again; the answer counts what became of the streams. */
    public JsonNode reload() {
        return post("/api/v1/auth/reload", Map.of());
    }

    private static CascadeRecord record(JsonNode data) {
        return as(CascadeRecord.class, data);
    }

    private static <T> T as(Class<T> type, JsonNode data) {
        try {
            return Json.MAPPER.treeToValue(data, type);
        } catch (JacksonException e) {
            throw new CommandException(
                    Exit.FAILED, "the server's answer is not understood; is it of another version? " + reason(e));
        }
    }

    private static String reason(JacksonException e) {
        return e.getOriginalMessage().lines().findFirst().orElse("");
    }

    private static String encode(String segment) {
        return URLEncoder.encode(segment, UTF_8).replace("+", "%20");
    }

    private JsonNode get(String path) {
        return send(request(path).GET());
    }

    private JsonNode post(String path, Object body) {
        return send(request(path)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofByteArray(Json.MAPPER.writeValueAsBytes(body))));
    }

    private HttpRequest.Builder request(String path) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(access.server() + path)).timeout(Duration.ofMinutes(2));
        access.token().ifPresent(token -> request.header("Authorization", "Bearer " + token));
        return request;
    }

    private JsonNode send(HttpRequest.Builder request) {
        try {
            HttpResponse<byte[]> response = http.send(request.build(), BodyHandlers.ofByteArray());
            JsonNode body = tree(response.body());
            if (response.statusCode() / 100 == 2 && body.has("data")) {
                return body.get("data");
            }
            throw new Refusal(
                            access,
                            response.statusCode(),
                            response.headers().firstValue("Retry-After"),
                            body.path("error"))
                    .asException();
        } catch (IOException e) {
            throw new CommandException(Exit.UNREACHABLE, unreachable(e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandException(Exit.FAILED, "interrupted");
        }
    }

    private String unreachable(IOException e) {
        if (Stream.iterate((Throwable) e, Objects::nonNull, Throwable::getCause)
                .anyMatch(UnresolvedAddressException.class::isInstance)) {
            return "unknown host: " + access.server().getHost()
                    + "; is the server's address right? (--url or RILLWAY_URL)";
        }
        if (e instanceof ConnectException) {
            return absent(access);
        }
        if (!(e instanceof SSLException)) {
            String problem = e instanceof HttpTimeoutException ? " does not answer" : " broke off its answer";
            return access.server() + problem + "; see how it stands: " + Shell.program() + " status";
        }
        String problem = access.server() + " does not answer: " + e.getMessage();
        return e.getMessage() != null && e.getMessage().contains("plaintext")
                ? access.server() + " speaks no TLS; name it with http://"
                : problem + "; its certificate has to be one that Java trusts";
    }

    /** What to do where nothing listens. */
    public static String absent(Access access) {
        return "no server at " + access.server() + "; start one: " + Shell.program()
                + " serve FILE, or name one: --url";
    }

    private static JsonNode tree(byte[] body) {
        try {
            return Json.MAPPER.readTree(body);
        } catch (JacksonException e) {
            return Json.MAPPER.missingNode();
        }
    }
}
