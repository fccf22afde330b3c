// SPDX-License-Identifier: Apache-2.0
package io.rillway.server.config;

import java.time.Duration;
import java.util.List;

/**
 * What stands between the network and the doors of the server.
 *
 * @param proxies who may say for whom they ask
 * @param cors which pages of other sites may read what is answered
 * @param hosts the names under which the server may be asked for; empty for any
 * @param requests how large and how slow a request may be
 * @param hsts for how long a browser is to come back by https only; zero does not say
 */
public record Edge(Proxies proxies, Cors cors, List<String> hosts, Requests requests, Duration hsts) {

    public Edge {
        hosts = List.copyOf(hosts);
    }

    /** {@return no proxies, no other sites, any name, usual limits} */
    public static Edge defaults() {
        return new Edge(Proxies.NONE, Cors.NONE, List.of(), Requests.USUAL, Duration.ofDays(365));
    }

    /**
     * Whose word about the client is taken, and where it stands.
     *
     * @param trusted the addresses of the proxies
     * @param standard whether they say it in the header {@code Forwarded} of RFC 7239; else in {@code X-Forwarded-For},
     *     {@code -Proto} and {@code -Host}
     */
    public record Proxies(List<AddressRange> trusted, boolean standard) {

        static final Proxies NONE = new Proxies(List.of(), false);

        public Proxies {
            trusted = List.copyOf(trusted);
        }
    }

    /**
     * Which pages of other sites may read what is answered.
     *
     * @param origins scheme, host and port of each
     * @param credentials whether cookies may come along
     * @param maxAge how long a browser may remember it
     */
    public record Cors(List<String> origins, boolean credentials, Duration maxAge) {

        static final Cors NONE = new Cors(List.of(), false, Duration.ofMinutes(10));

        public Cors {
            origins = List.copyOf(origins);
        }
    }

    /**
     * How large and how slow a request may be.
     *
     * @param maxHeaderBytes the most bytes of the request line and the headers
     * @param headerTimeout how long they may take to arrive
     * @param bodyTimeout how long the body may take to arrive
     */
    public record Requests(int maxHeaderBytes, Duration headerTimeout, Duration bodyTimeout) {

        static final Requests USUAL = new Requests(16 << 10, Duration.ofSeconds(10), Duration.ofSeconds(30));
    }
}
