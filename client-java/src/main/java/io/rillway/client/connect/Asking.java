// SPDX-License-Identifier: Apache-2.0
package io.rillway.client.connect;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.rillway.client.model.Credential;
import io.rillway.client.model.NamedValue;
import io.rillway.client.model.RequestMethod;
import io.rillway.client.model.RequestOptions;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What one attempt asks for. Away from the origin of its target it shows no credential, nor any header whose name
 * sounds like one.
 */
public record Asking(URI target, RequestOptions options, Credential credential, String lastEventId) {

    private static final List<String> SECRET =
            List.of("auth", "cookie", "token", "key", "secret", "session", "credential", "password");

    /** {@return whether an id can be sent: the JDK's client sends ASCII only, and no control character} */
    public static boolean isSendable(String id) {
        return id.chars().allMatch(c -> c == '\t' || (c >= 0x20 && c < 0x7F)) && (id.isEmpty() || !id.isBlank());
    }

    /** The target with its parameters. */
    URI uri() {
        String query = Stream.concat(options.query().stream(), credential.parameters().stream())
                .map(p -> URLEncoder.encode(p.name(), UTF_8) + "=" + URLEncoder.encode(p.value(), UTF_8))
                .collect(Collectors.joining("&"));
        String bare = Origins.withoutFragment(target).toString();
        if (query.isEmpty()) {
            return URI.create(bare);
        }
        return URI.create(bare + (target.getRawQuery() == null ? "?" : "&") + query);
    }

    HttpRequest request(Hop hop) {
        HttpRequest.Builder request = to(hop.uri());
        RequestMethod method = hop.whole() ? options.method() : RequestMethod.GET;
        ask(request, method);
        List<NamedValue> headers = options.headers().stream()
                .filter(header -> hop.trusted() || !isSecret(header.name()))
                .filter(header -> hop.whole() || !isOfBody(header.name()))
                .toList();
        headers.forEach(header -> request.header(header.name(), header.value()));
        unlessGiven(headers, request, new NamedValue("Accept", "text/event-stream"));
        unlessGiven(headers, request, new NamedValue("Cache-Control", "no-cache"));
        if (hop.trusted()) {
            user().ifPresent(user -> unlessGiven(headers, request, user));
            credential.headers().forEach(header -> request.setHeader(header.name(), header.value()));
        }
        if (!lastEventId.isEmpty() && isSendable(lastEventId)) {
            request.setHeader("Last-Event-ID", lastEventId);
        }
        return request.build();
    }

    /** The user in the address, as {@code curl} shows it; the JDK's client leaves it out. */
    private Optional<NamedValue> user() {
        return Optional.ofNullable(target.getUserInfo())
                .map(user -> user.contains(":") ? user : user + ":")
                .map(user -> Base64.getEncoder().encodeToString(user.getBytes(UTF_8)))
                .map(user -> new NamedValue("Authorization", "Basic " + user));
    }

    private static HttpRequest.Builder to(URI uri) {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri);
        if (!Origins.isSecure(uri)) {
            // Else the JDK asks for an upgrade to h2c, and may lose bytes of what comes with a 101 (decision 54).
            request.version(Version.HTTP_1_1);
        }
        return request;
    }

    /** A GET with a body that is empty would announce its length. */
    private static void ask(HttpRequest.Builder request, RequestMethod method) {
        if (method.equals(RequestMethod.GET)) {
            request.GET();
        } else {
            request.method(
                    method.name(), method.body().map(BodyPublishers::ofString).orElseGet(BodyPublishers::noBody));
        }
    }

    private static void unlessGiven(List<NamedValue> given, HttpRequest.Builder request, NamedValue header) {
        if (given.stream().noneMatch(other -> other.name().equalsIgnoreCase(header.name()))) {
            request.header(header.name(), header.value());
        }
    }

    private static boolean isSecret(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return SECRET.stream().anyMatch(lower::contains);
    }

    private static boolean isOfBody(String name) {
        return name.toLowerCase(Locale.ROOT).startsWith("content-");
    }
}
