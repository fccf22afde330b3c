// SPDX-License-Identifier: Apache-2.0
package io.rillway.server.edge;

import io.rillway.server.config.Edge.Proxies;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.QuotedCSV;

/**
 * Follows a request back to its client: from the peer on, as long as a proxy is trusted and says for whom it asks. What
 * stands before the first address that is not trusted may have been written by anybody, and is not looked at.
 */
final class Hops {

    private final Proxies proxies;

    Hops(Proxies proxies) {
        this.proxies = proxies;
    }

    /** {@return what is known of the client}; empty if the peer is the client, or says nothing. */
    Optional<Hop> client(InetAddress peer, HttpFields headers) {
        List<Hop> hops = isTrusted(peer) ? hops(headers) : List.of();
        Optional<Hop> client = Optional.empty();
        for (int i = hops.size() - 1; i >= 0; i--) {
            client = Optional.of(hops.get(i));
            if (!client.flatMap(Hop::client).filter(this::isTrusted).isPresent()) {
                return client;
            }
        }
        return client;
    }

    private boolean isTrusted(InetAddress address) {
        return proxies.trusted().stream().anyMatch(range -> range.contains(address));
    }

    /** {@return what the proxies say, the nearest last} */
    private List<Hop> hops(HttpFields headers) {
        return proxies.standard() ? standard(headers) : usual(headers);
    }

    private static List<Hop> standard(HttpFields headers) {
        List<Hop> hops = new ArrayList<>();
        for (String element : new QuotedCSV(true, values(headers, HttpHeader.FORWARDED)).getValues()) {
            Map<String, String> pairs = pairs(element);
            hops.add(Hop.of(pairs.get("for"), pairs.get("proto"), pairs.get("host")));
        }
        return hops;
    }

    private static String[] values(HttpFields headers, HttpHeader name) {
        return headers.getValuesList(name).toArray(String[]::new);
    }

    private static Map<String, String> pairs(String element) {
        Map<String, String> pairs = new HashMap<>();
        for (String pair : element.split(";", -1)) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                String value = pair.substring(equals + 1).strip();
                boolean isQuoted = value.length() > 1 && value.startsWith("\"") && value.endsWith("\"");
                pairs.putIfAbsent(
                        pair.substring(0, equals).strip().toLowerCase(Locale.ROOT),
                        isQuoted ? value.substring(1, value.length() - 1) : value);
            }
        }
        return pairs;
    }

    /** A proxy that gives one word about the scheme and the name says it of the client. */
    private static List<Hop> usual(HttpFields headers) {
        List<String> clients = headers.getCSV(HttpHeader.X_FORWARDED_FOR, false);
        List<String> schemes = headers.getCSV(HttpHeader.X_FORWARDED_PROTO, false);
        List<String> hosts = headers.getCSV(HttpHeader.X_FORWARDED_HOST, false);
        List<Hop> hops = new ArrayList<>();
        int count = Math.max(1, clients.size());
        for (int i = 0; i < count; i++) {
            hops.add(Hop.of(at(clients, i, count), at(schemes, i, count), at(hosts, i, count)));
        }
        return hops;
    }

    private static @org.jspecify.annotations.Nullable String at(List<String> words, int index, int count) {
        if (words.isEmpty()) {
            return null;
        }
        return words.size() == count ? words.get(index) : words.get(words.size() - 1);
    }
}
