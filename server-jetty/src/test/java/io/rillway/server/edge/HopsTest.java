// SPDX-License-Identifier: Apache-2.0
package io.rillway.server.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.rillway.server.config.AddressRange;
import io.rillway.server.config.Edge.Proxies;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import org.eclipse.jetty.http.HttpFields;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** For whom a proxy asks: 10.0.0.0/8 and fd00::/8 are trusted. */
class HopsTest {

    private static final List<AddressRange> TRUSTED =
            List.of(AddressRange.of("10.0.0.0/8"), AddressRange.of("fd00::/8"));

    private static Optional<Hop> client(boolean standard, String peer, String... headers) {
        HttpFields.Mutable fields = HttpFields.build();
        for (int i = 0; i < headers.length; i += 2) {
            if (headers[i + 1] != null) {
                fields.add(headers[i], headers[i + 1]);
            }
        }
        return new Hops(new Proxies(TRUSTED, standard)).client(address(peer), fields);
    }

    private static InetAddress address(String text) {
        return AddressRange.address(text).orElseThrow();
    }

    private static String shown(Optional<Hop> client) {
        return client.map(hop -> hop.client().map(InetAddress::getHostAddress).orElse("-")
                        + " "
                        + hop.https().map(is -> is ? "https" : "http").orElse("-")
                        + " "
                        + hop.host().orElse("-"))
                .orElse("peer");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "10.0.0.1|192.0.2.1|https|example.org|192.0.2.1 https example.org",
                "10.0.0.1|192.0.2.1|||192.0.2.1 - -",
                "10.0.0.1|[2001:db8::1]:4711|https||2001:db8:0:0:0:0:0:1 https -",
                "10.0.0.1|192.0.2.1:4711|||192.0.2.1 - -",
                "fd00::1|192.0.2.1|||192.0.2.1 - -",
                "192.0.2.9|192.0.2.1|https|evil.example|peer",
                "10.0.0.1|127.0.0.1, 192.0.2.1|||192.0.2.1 - -",
                "10.0.0.1|127.0.0.1, 192.0.2.1, 10.0.0.7|||192.0.2.1 - -",
                "10.0.0.1|192.0.2.1, 10.0.0.7|https|a.example|192.0.2.1 https a.example",
                "10.0.0.1|192.0.2.1, 10.0.0.7|https, http|a.example, b.example|192.0.2.1 https a.example",
                "10.0.0.1|10.0.0.2, 10.0.0.7|||10.0.0.2 - -",
                "10.0.0.1|192.0.2.1, unknown|||- - -",
                "10.0.0.1|localhost|||- - -",
                "10.0.0.1|192.0.2.1|gopher|a b/c@d|192.0.2.1 - -",
                "10.0.0.1|192.0.2.1||a.example:8443|192.0.2.1 - a.example:8443",
                "10.0.0.1||https|a.example|- https a.example"
            })
    void readsTheUsualHeaders(String peer, String clients, String scheme, String host, String expected) {
        assertThat(shown(client(
                        false,
                        peer,
                        "X-Forwarded-For",
                        clients,
                        "X-Forwarded-Proto",
                        scheme,
                        "X-Forwarded-Host",
                        host,
                        "Forwarded",
                        "for=203.0.113.66;proto=http;host=evil.example")))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "for=192.0.2.1;proto=https;host=example.org|192.0.2.1 https example.org",
                "For=\"[2001:db8::1]:4711\";Proto=HTTPS|2001:db8:0:0:0:0:0:1 https -",
                "for=127.0.0.1, for=192.0.2.1;proto=http|192.0.2.1 http -",
                "for=192.0.2.1;host=a.example, for=10.0.0.7;host=b.example|192.0.2.1 - a.example",
                "for=192.0.2.1, for=_hidden|- - -",
                "for=unknown|- - -",
                "nonsense|- - -",
                "for=192.0.2.1;for=10.0.0.1|192.0.2.1 - -"
            })
    void readsTheStandardHeader(String forwarded, String expected) {
        assertThat(shown(client(true, "10.0.0.1", "Forwarded", forwarded, "X-Forwarded-For", "203.0.113.66")))
                .isEqualTo(expected);
    }

    @Test
    void aHeaderMayComeSeveralTimes() {
        assertThat(shown(client(
                        false,
                        "10.0.0.1",
                        "X-Forwarded-For",
                        "203.0.113.66",
                        "X-Forwarded-For",
                        "192.0.2.1, 10.0.0.3")))
                .isEqualTo("192.0.2.1 - -");
    }
}
