// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HttpRequestTest {

    private static final HttpTarget TARGET = HttpTarget.parse("http://nas:81/hook?x=1");

    private static String text(HttpRequest request) {
        return new String(request.bytes(), StandardCharsets.UTF_8);
    }

    @Test
    void isWrittenAsRfc9112Says() {
        HttpRequest request = new HttpRequest("POST", TARGET, Map.of("Accept", "text/plain"), "hällo");

        assertThat(text(request)).isEqualTo("""
                POST /hook?x=1 HTTP/1.1\r
                Host: nas:81\r
                Connection: close\r
                User-Agent: rillway\r
                Accept: text/plain\r
                Content-Length: 6\r
                \r
                hällo""");
    }

    @Test
    void saysThatAnEmptyBodyIsEmptyExceptInAGet() {
        assertThat(text(new HttpRequest("PUT", TARGET, Map.of(), ""))).contains("\r\nContent-Length: 0\r\n");
        assertThat(text(HttpRequest.get(TARGET))).doesNotContain("Content-Length");
    }

    @ParameterizedTest
    @CsvSource({
        "'X: y\r\nEvil', v, 'headers: X: y??Evil (expected: '",
        "'', v, 'headers:  (expected: '",
        "Host, v, 'headers: Host (expected: '",
        "content-LENGTH, 5, 'headers: content-LENGTH (expected: '",
        "X-Key, 'secret\r\nEvil: 1', 'headers: the value of X-Key (expected: '",
        "X-Key, sécret, 'headers: the value of X-Key (expected: '",
    })
    void refusesAHeaderThatCouldForgeAnother(String name, String value, String message) {
        assertThatThrownBy(() -> new HttpRequest("GET", TARGET, Map.of(name, value), ""))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(message)
                .hasMessageNotContaining("secret");
    }

    @Test
    void refusesAMethodThatIsNone() {
        assertThatThrownBy(() -> new HttpRequest("get", TARGET, Map.of(), ""))
                .hasMessage("method: get (expected: a method in capitals, such as GET or POST)");
        assertThatThrownBy(() -> new HttpRequest("GET /\r\n", TARGET, Map.of(), ""))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new HttpRequest("CONNECT", TARGET, Map.of(), ""))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void showsNeitherPathNorHeadersNorBody() {
        HttpRequest request = new HttpRequest("POST", TARGET, Map.of("Authorization", "secret"), "secret");

        assertThat(request).hasToString("POST http://nas:81");
    }
}
