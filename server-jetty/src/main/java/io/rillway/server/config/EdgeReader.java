// SPDX-License-Identifier: Apache-2.0
package io.rillway.server.config;

import io.rillway.server.config.Edge.Cors;
import io.rillway.server.config.Edge.Proxies;
import io.rillway.server.config.Edge.Requests;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Reads what stands between the network and the doors: a part of the section {@code server}. */
final class EdgeReader {

    private static final int LEAST_HEADER = 1 << 10;
    private static final int MOST_HEADER = 1 << 20;

    private EdgeReader() {}

    static Edge read(Node server) {
        Edge usual = Edge.defaults();
        List<String> hosts = server.child("hosts").map(Node::items).orElse(List.of()).stream()
                .map(EdgeReader::host)
                .toList();
        return new Edge(
                server.child("proxies").map(EdgeReader::proxies).orElse(usual.proxies()),
                server.child("cors").map(EdgeReader::cors).orElse(usual.cors()),
                hosts,
                server.child("requests").map(EdgeReader::requests).orElse(usual.requests()),
                server.child("hsts").map(Node::durationOrZero).orElse(usual.hsts()));
    }

    private static String host(Node node) {
        String host = node.text().toLowerCase(Locale.ROOT);
        if (!host.matches("[a-z0-9.-]+|\\[[0-9a-f:.]+]")) {
            throw node.refuse("the name of a host, without a port");
        }
        return host;
    }

    private static Proxies proxies(Node node) {
        List<AddressRange> trusted = node.required("trust").items().stream()
                .map(item -> item.made(() -> AddressRange.of(item.text())))
                .toList();
        boolean standard = node.child("header")
                .map(header -> header.oneOf(Map.of("x-forwarded", false, "forwarded", true)))
                .orElse(false);
        node.done();
        return new Proxies(trusted, standard);
    }

    private static Cors cors(Node node) {
        List<String> origins = node.required("origins").items().stream()
                .map(EdgeReader::origin)
                .toList();
        boolean credentials = node.child("credentials").map(Node::flag).orElse(false);
        Duration maxAge = node.child("maxAge").map(Node::durationOrZero).orElse(Cors.NONE.maxAge());
        node.done();
        return new Cors(origins, credentials, maxAge);
    }

    /** As a browser writes it: a scheme, a host, and a port if it is not the usual one. */
    private static String origin(Node node) {
        String text = node.text();
        URI uri = node.made(() -> URI.create(text));
        boolean isOrigin = text.equals(uri.getScheme() + "://" + uri.getRawAuthority())
                && uri.getHost() != null
                && uri.getUserInfo() == null
                && text.equals(text.toLowerCase(Locale.ROOT))
                && ("https".equals(uri.getScheme()) || "http".equals(uri.getScheme()))
                && uri.getPort() != ("https".equals(uri.getScheme()) ? 443 : 80);
        if (!isOrigin) {
            throw node.refuse("an origin such as https://app.example, in small letters, without a path");
        }
        return text;
    }

    private static Requests requests(Node node) {
        Requests usual = Requests.USUAL;
        Optional<Node> size = node.child("maxHeaderBytes");
        long header = size.map(Node::size).orElse((long) usual.maxHeaderBytes());
        if (header < LEAST_HEADER || header > MOST_HEADER) {
            throw size.orElseThrow().refuse("1KB to 1024KB");
        }
        Requests requests = new Requests(
                (int) header,
                node.child("headerTimeout").map(Node::duration).orElse(usual.headerTimeout()),
                node.child("bodyTimeout").map(Node::duration).orElse(usual.bodyTimeout()));
        node.done();
        return requests;
    }
}
