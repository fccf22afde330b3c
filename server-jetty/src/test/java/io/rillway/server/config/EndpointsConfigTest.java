// SPDX-License-Identifier: Apache-2.0
package io.rillway.server.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rillway.events.json.Envelope;
import io.rillway.hub.port.Greeting;
import io.rillway.hub.port.Heartbeat;
import io.rillway.hub.port.SlowSubscriber;
import io.rillway.server.auth.CredentialSource;
import io.rillway.server.endpoint.Answers;
import io.rillway.server.endpoint.Endpoint;
import io.rillway.server.endpoint.ErrorBody;
import io.rillway.server.endpoint.Offer;
import io.rillway.server.endpoint.Replay;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EndpointsConfigTest {

    @TempDir
    private Path folder;

    private List<Endpoint> endpoints(String yaml) throws IOException {
        Path file = Files.writeString(folder.resolve("rillway.yaml"), yaml);
        return ServerConfig.load(file, Map.of(), Map.of()).endpoints();
    }

    @Test
    void presetsByName() throws IOException {
        assertThat(endpoints("endpoints: [canonical, homelab, monitor, platform, studio, coaching]"))
                .isEqualTo(Endpoint.presets());
    }

    @Test
    void nothingButThePresetIsNeeded() throws IOException {
        assertThat(endpoints("endpoints: [{preset: studio}]")).containsExactly(Endpoint.studio());
    }

    @Test
    @DisplayName("C1 C2 C7 C11 C14 everything that sets endpoints apart can be said")
    void everythingIsAnOption() throws IOException {
        Endpoint endpoint = endpoints("""
                        endpoints:
                          - preset: platform
                            name: own
                            path: [/x, /y/z]
                            credentials: [{cookie: sid}, bearer, {query: key}, session_id, sse_token]
                            topics: ["user/{principal}/**", news]
                            parameters: [events, "meta_*", region]
                            replay: none
                            backlog: 7
                            cacheControl: private
                            keepAliveHeader: true
                            errors: code
                            envelope: typed
                            greeting: {comment: hello}
                            heartbeat: {event: alive, interval: 10s}
                            retry: 0s
                            slowSubscriber: drop-oldest
                            writeDeadline: 5s
                            maxPerPrincipal: 3
                        """).get(0);

        assertThat(endpoint.name()).isEqualTo("own");
        assertThat(endpoint.paths()).containsExactly("/x", "/y/z");
        assertThat(endpoint.credentials())
                .containsExactly(
                        new CredentialSource.Cookie("sid"),
                        new CredentialSource.Bearer(),
                        new CredentialSource.Query("key"),
                        new CredentialSource.SessionTicket("session_id", "own"),
                        new CredentialSource.StreamToken("sse_token", "own"));
        assertThat(endpoint.offer())
                .isEqualTo(new Offer(
                        List.of("user/{principal}/**", "news"),
                        Set.of("events", "meta_*", "region"),
                        new Replay(false, 7)));
        assertThat(endpoint.answers()).isEqualTo(new Answers("private", true, ErrorBody.CODE));
        assertThat(endpoint.options().envelope()).isEqualTo(Envelope.TYPED);
        assertThat(endpoint.options().greeting()).isEqualTo(new Greeting.Comment("hello"));
        assertThat(endpoint.options().heartbeat()).isEqualTo(Heartbeat.event("alive", Duration.ofSeconds(10)));
        assertThat(endpoint.options().retry()).isZero();
        assertThat(endpoint.options().slowSubscriber()).isEqualTo(SlowSubscriber.DROP_OLDEST);
        assertThat(endpoint.options().writeDeadline()).isEqualTo(Duration.ofSeconds(5));
        assertThat(endpoint.options().maxPerPrincipal()).isEqualTo(3);
    }

    @Test
    void anIntervalAloneKeepsTheHeartbeatsLook() throws IOException {
        assertThat(endpoints("endpoints: [{preset: homelab, heartbeat: 5s}]")
                        .get(0)
                        .options()
                        .heartbeat())
                .isEqualTo(Heartbeat.comment(" heartbeat", Duration.ofSeconds(5)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[hub]|endpoints[0]: \"hub\" (expected: one of canonical, coaching,",
                "canonical|endpoints: \"canonical\" (expected: a list)",
                "[{path: /x}]|endpoints[0].preset: missing",
                "[{preset: studio, hartbeat: 5s}]|endpoints[0].hartbeat: unknown key (expected: heartbeat? one of ",
                "[{preset: studio, heartbeat: 500ms}]|endpoints[0].heartbeat: \"500ms\" (expected: 1s or more, in whole",
                "[{preset: studio, heartbeat: 1500ms}]|endpoints[0].heartbeat: \"1500ms\" (expected: 1s or more, in whole",
                "[{preset: studio, heartbeat: 2d}]|endpoints[0].heartbeat: interval: PT48H (expected: more than zero, at most",
                "[{preset: studio, heartbeat: {event: a, comment: b}}]|endpoints[0].heartbeat: a map (expected: an event or a",
                "[{preset: studio, heartbeat: {event: ''}}]|endpoints[0].heartbeat.event: type: ",
                "[{preset: studio, greeting: {comment: \"a\\nb\"}}]|endpoints[0].greeting.comment: ",
                "[{preset: studio, greeting: hello}]|endpoints[0].greeting: \"hello\" (expected: one of connected, none)",
                "[{preset: studio, envelope: xml}]|endpoints[0].envelope: \"xml\" (expected: one of flat, raw, typed)",
                "[{preset: studio, path: x}]|endpoints[0].path: \"x\" (expected: a path such as /events, without",
                "[{preset: studio, path: '/a/../b'}]|endpoints[0].path: \"/a/../b\" (expected: a path such as",
                "[{preset: studio, path: '/*'}]|endpoints[0].path: \"/*\" (expected: a path such as",
                "[{preset: studio, path: []}]|endpoints[0].path: a list (expected: a path, or several)",
                "[{preset: studio, path: /healthz}]|endpoints[0].path: \"/healthz\" (expected: a path at which the server does",
                "[{preset: studio, path: /api/v1/events}]|endpoints[0].path: \"/api/v1/events\" (expected: a path at which",
                "[{preset: studio, topics: ['a//b']}]|endpoints[0].topics: topic selector: \"a//b\"",
                "[{preset: studio, topics: []}]|endpoints[0].topics: topics: [] (expected: at least one)",
                "[{preset: studio, parameters: ['a b']}]|endpoints[0].parameters[0]: \"a b\" (expected: the name of a parameter,",
                "[{preset: studio, credentials: []}]|endpoints[0].credentials: a list (expected: one or more)",
                "[{preset: studio, credentials: [token]}]|endpoints[0].credentials[0]: \"token\" (expected: one of bearer,",
                "[{preset: studio, credentials: [{cookie: 'a;b'}]}]|endpoints[0].credentials[0].cookie: \"a;b\" (expected: the",
                "[{preset: studio, credentials: [{}]}]|endpoints[0].credentials[0]: a map (expected: a map with cookie, or",
                "[{preset: studio, cacheControl: \"a\\r\\nb\"}]|endpoints[0].cacheControl: cacheControl: ",
                "[{preset: studio, backlog: -1}]|endpoints[0].backlog: \"-1\" (expected: a whole number from 0 to 100000)",
                "[{preset: studio, replay: all}]|endpoints[0].replay: \"all\" (expected: one of none, since-id)",
                "[{preset: studio, maxPerPrincipal: x}]|endpoints[0].maxPerPrincipal: \"x\" (expected: a whole number",
                "[{preset: studio, name: A}]|endpoints[0].name: \"A\" (expected: small letters, digits and -)",
                "[studio, {preset: studio, path: /x}]|endpoints[1]: \"studio\" (expected: another name than endpoints[0])",
                "[canonical, {preset: canonical, name: b}]|endpoints[1]: /api/v1/events/stream (expected: another path; there",
                "[platform, {preset: platform, name: b}]|endpoints[1]: /api/v1/events/stream (expected: another path; there",
            })
    @DisplayName("what cannot be is refused with its place, its value and what was expected")
    void refusesWithThePlace(String endpoints, String message) {
        assertThatThrownBy(() -> endpoints("endpoints: " + endpoints)).hasMessageContaining(message);
    }
}
