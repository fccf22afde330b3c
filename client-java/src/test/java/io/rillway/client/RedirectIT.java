// SPDX-License-Identifier: Apache-2.0
package io.rillway.client;

import static io.rillway.client.testing.Answer.held;
import static io.rillway.client.testing.Answer.status;
import static org.assertj.core.api.Assertions.assertThat;

import io.rillway.client.model.StreamEvent.Started;
import io.rillway.client.model.StreamException.Kind;
import io.rillway.client.testing.ScriptedServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RedirectIT {

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303, 307, 308})
    void credentialsDoNotFollowARedirectToAnotherOrigin(int status) throws Exception {
        ClientOptions options = Trial.OPTIONS
                .header("X-Api-Key", "k")
                .header("Cookie", "c=1")
                .header("X-Own", "1")
                .startAfter("5");
        try (ScriptedServer other = new ScriptedServer(held());
                Trial trial = new Trial(options, status(status).header("Location: " + other.uri() + "?q=1"))) {
            Started started = (Started) trial.take(1).get(0);

            assertThat(started.url()).isEqualTo(other.uri().toString());
            assertThat(trial.server().request(0)).contains("Authorization", "X-Api-Key", "Cookie");
            assertThat(other.request(0))
                    .startsWith("GET /events?q=1 ")
                    .contains("X-Own: 1\n", "Last-Event-ID: 5\n")
                    .doesNotContain("Authorization", "X-Api-Key", "Cookie");
        }
    }

    @Test
    void credentialsFollowARedirectAtTheSameOrigin() throws Exception {
        try (Trial trial = new Trial(status(302).header("Location: /other?x=1"), held())) {
            trial.take(1);
            assertThat(trial.server().request(1))
                    .startsWith("GET /other?x=1 ")
                    .contains("Authorization: Bearer s3cret\n");
        }
    }

    @Test
    void aRedirectWithoutALocationEndsTheClient() throws Exception {
        try (Trial trial = new Trial(status(302))) {
            assertThat(trial.end().error().kind()).isEqualTo(Kind.REDIRECT);
        }
    }

    @Test
    void aLoopEnds() throws Exception {
        try (Trial trial = new Trial(status(302).header("Location: /events"))) {
            assertThat(trial.fault().error().kind()).isEqualTo(Kind.REDIRECT);
            assertThat(trial.server().requests()).hasSize(21);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"ftp://somewhere/x", "http://", ":::", "mailto:x@y"})
    void aRedirectThatLeadsNowhereEndsTheClient(String location) throws Exception {
        try (Trial trial = new Trial(status(302).header("Location: " + location))) {
            assertThat(trial.end().error().kind()).isEqualTo(Kind.REDIRECT);
        }
    }
}
