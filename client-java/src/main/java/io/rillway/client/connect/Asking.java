// SPDX-License-Identifier: Apache-2.0
package io.rillway.client.connect;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.rillway.client.model.Credential;
import io.rillway.client.model.NamedValue;
import io.rillway.client.model.RequestOptions;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What one attempt asks for. Elsewhere than at the origin of its target it shows no credential, nor any header whose name
 * sounds like one.
 */
public record Asking(URI target, RequestOptions options, Credential credential, String lastEventId) {

    private static final List<String> SECRET =
            List.of("auth", "cookie", "token", "key", "secret", "session", "credential", "password");

    /** {@return whether an id can be sent: the JDK's client takes printable ASCII only, and servers strip blanks} */
    public static boolean isSendable(String id) {
        return id.chars().allMatch(c -> c >= 0x20 && c < 0x7F) && id.strip().equals(id);
    }

    /** The target with its parameters. */
    URI uri() {
        String query = Stream.concat(options.query().stream(), credential.parameters().stream())
                .map(p -> URLEncoder.encode(p.name(), UTF_8) + "=" + URLEncoder.encode(p.value(), UTF_8))
                .collect(Collectors.joining("&"));
        String bare = withoutFragment();
        if (query.isEmpty()) {
            return URI.create(bare);
        }
        return URI.create(bare + (target.getRawQuery() == null ? "?" : "&") + query);
    }

    private String withoutFragment() {
        String text = target.toString();
        int fragment = text.indexOf('#');
        return fragment < 0 ? text : text.substring(0, fragment);
    }

    HttpRequest request(URI uri) {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri).GET();
        boolean own = Origins.isSame(target, uri);
        List<NamedValue> headers = options.headers().stream()
                .filter(header -> own || !isSecret(header.name()))
                .toList();
        headers.forEach(header -> request.header(header.name(), header.value()));
        unlessGiven(headers, request, new NamedValue("Accept", "text/event-stream"));
        unlessGiven(headers, request, new NamedValue("Cache-Control", "no-store"));
        if (own) {
            credential.headers().forEach(header -> request.setHeader(header.name(), header.value()));
        }
        if (!lastEventId.isEmpty() && isSendable(lastEventId)) {
            request.setHeader("Last-Event-ID", lastEventId);
        }
        return request.build();
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
}
