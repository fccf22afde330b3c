// SPDX-License-Identifier: Apache-2.0
package io.rillway.server.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.rillway.events.TopicSelector;
import io.rillway.hub.port.SubscribeRequest;
import io.rillway.hub.route.SelectionKey;
import io.rillway.server.auth.Credential;
import io.rillway.server.auth.Identity;
import io.rillway.server.auth.Principal;
import io.rillway.server.auth.Role;
import io.rillway.server.body.ApiException;
import io.rillway.server.endpoint.Endpoint;
import jakarta.servlet.http.HttpServletRequest;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.eclipse.jetty.util.MultiMap;
import org.eclipse.jetty.util.UrlEncoded;
import org.jspecify.annotations.Nullable;

/**
 * A query is refused with its reason or becomes a request that sees no more than it is granted. The first line of an input is
 * the query, the rest the {@code Last-Event-ID}.
 */
public final class QueryTarget {

    private static final List<TopicSelector> GRANTS =
            List.of(TopicSelector.of("user/eve/**"), TopicSelector.of("chat/*"), TopicSelector.of("broadcast"));
    private static final Identity EVE =
            new Identity(new Principal("eve", Set.of(Role.VIEWER), GRANTS, List.of()), Credential.UNKNOWN);

    private QueryTarget() {}

    /** Tries an input at every endpoint. */
    public static void fuzzerTestOneInput(byte[] input) {
        String text = new String(input, ISO_8859_1);
        int end = text.indexOf('\n');
        String query = end < 0 ? text : text.substring(0, end);
        String id = end < 0 ? "" : text.substring(end + 1);
        HttpServletRequest request = request(query, id);
        if (request != null) {
            Endpoint.presets().forEach(endpoint -> parse(endpoint, request));
        }
    }

    private static void parse(Endpoint endpoint, HttpServletRequest request) {
        SubscribeRequest wanted;
        try {
            wanted = new StreamQuery(endpoint, request).of(EVE);
        } catch (ApiException e) {
            if (e.status() != 400 && e.status() != 403) {
                throw new AssertionError("refused with " + e.status(), e);
            }
            return;
        }
        if (!wanted.grants().equals(GRANTS)) {
            throw new AssertionError("other grants: " + wanted.grants());
        }
        for (TopicSelector selector : SelectionKey.of(wanted).selectors()) {
            if (GRANTS.stream().noneMatch(grant -> grant.covers(selector))) {
                throw new AssertionError("more than is granted: " + selector);
            }
        }
    }

    /** {@return a request, unless the container has refused the query already} */
    private static @Nullable HttpServletRequest request(String query, String id) {
        MultiMap<String> parameters = new MultiMap<>();
        try {
            UrlEncoded.decodeTo(query, parameters::add, UTF_8);
        } catch (RuntimeException e) {
            return null;
        }
        Map<String, String[]> map = new HashMap<>();
        parameters.forEach((name, values) -> map.put(name, values.toArray(String[]::new)));
        return (HttpServletRequest) Proxy.newProxyInstance(
                QueryTarget.class.getClassLoader(),
                new Class<?>[] {HttpServletRequest.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "getParameterMap" -> map;
                    case "getHeader" -> "Last-Event-ID".equals(arguments[0]) ? id : null;
                    case "getRemoteAddr" -> "192.0.2.1";
                    default -> throw new UnsupportedOperationException(method.getName());
                });
    }
}
