// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rillway.cascade.probe.HttpExpectation;
import io.rillway.cascade.probe.Probe;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpTargetTest {

    @ParameterizedTest
    @CsvSource({
        "http://nas, nas, 80, nas, /",
        "HTTP://nas:80/x?a=b, nas, 80, nas, /x?a=b",
        "http://nas:, nas, 80, nas, /",
        "https://nas/, nas, 443, nas, /",
        "https://nas:8443/, nas, 8443, nas:8443, /",
        "http://my_service:9000/h#top, my_service, 9000, my_service:9000, /h",
        "http://[::1]:81?q, ::1, 81, [::1]:81, /?q",
    })
    void readsAUrl(String url, String host, int port, String authority, String request) {
        HttpTarget target = HttpTarget.parse(url);

        assertThat(target.endpoint()).isEqualTo(new Endpoint(host, port));
        assertThat(target.authority()).isEqualTo(authority);
        assertThat(target.request()).isEqualTo(request);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "nas",
                "/health",
                "ftp://nas/",
                "http:nas",
                "http:///x",
                "http://nas /",
                "http://nas\r\nX: y/",
                "http://nas:0/",
                "http://nas:99999/",
                "http://nas:x/",
                "file:///etc/passwd"
            })
    void refusesWhatIsNoUrlOfAWebServer(String url) {
        assertThatThrownBy(() -> Probe.http(url)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void neverShowsWhatMayBeSecret() {
        assertThatThrownBy(() -> Probe.http("http://anna:secret@nas/"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("url: it has a user name (expected: ")
                .hasMessageNotContaining("secret");
        assertThat(Probe.http("http://nas/health?token=secret")).hasToString("http http://nas/health");
    }

    @Test
    void refusesAStatusThatNoFinalAnswerHas() {
        assertThatThrownBy(() -> HttpExpectation.status(101))
                .hasMessage("status: 101 to 101 (expected: a range within 200 to 599)");
        assertThatThrownBy(() -> new HttpExpectation(300, 200, "")).isInstanceOf(IllegalArgumentException.class);
    }
}
