// SPDX-License-Identifier: Apache-2.0
package io.rillway.client;

import static io.rillway.client.testing.Answer.held;
import static io.rillway.client.testing.Answer.status;
import static io.rillway.client.testing.Answer.stream;
import static org.assertj.core.api.Assertions.assertThat;

import io.rillway.client.model.ConnectionSnapshot;
import io.rillway.client.model.ConnectionState;
import io.rillway.client.model.Credential;
import io.rillway.client.model.StreamEvent.Fault;
import io.rillway.client.model.StreamException.Kind;
import io.rillway.client.retry.RetryPolicy;
import io.rillway.client.testing.Answer;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReconnectIT {

    @Test
    @DisplayName("S5-10 waits 1 s, 1.5 s, 2.25 s, at most 30 s, and gives up after 10 attempts")
    void backsOffAndGivesUp() throws Exception {
        try (Trial trial = new Trial(status(503))) {
            Fault end = trial.end();

            assertThat(trial.time().waits())
                    .startsWith(Duration.ofSeconds(1), Duration.ofMillis(1500), Duration.ofMillis(2250))
                    .endsWith(Duration.ofSeconds(30))
                    .hasSize(10);
            assertThat(trial.server().requests()).hasSize(11);
            assertThat(end.error()).hasMessage("Max reconnection attempts (10) reached");
            assertThat(end.error().kind()).isEqualTo(Kind.MAX_ATTEMPTS);
            assertThat(end.error().status()).isEqualTo(503);
            assertThat(trial.client().next()).isEmpty();
            assertThat(trial.client().snapshot().state()).isEqualTo(ConnectionState.ERROR);
            assertThat(trial.client().snapshot().lastError().orElseThrow().message())
                    .isEqualTo("Max reconnection attempts (10) reached");
        }
    }

    @Test
    @DisplayName("S5-09 tells its states in order, with their facts")
    void tellsItsStates() throws Exception {
        try (Trial trial = new Trial(status(503), stream("data: a\n\n"), status(404))) {
            List<ConnectionSnapshot> seen = new ArrayList<>();
            trial.client().onState(seen::add);
            trial.end();
            trial.client().close();

            assertThat(seen)
                    .extracting(s -> s.state() + " " + s.reconnectAttempts())
                    .containsExactly(
                            "CONNECTING 0",
                            "RECONNECTING 1",
                            "CONNECTED 0",
                            "RECONNECTING 2",
                            "ERROR 2",
                            "DISCONNECTED 0");
            assertThat(seen.get(1).lastError().orElseThrow().message()).isEqualTo("status 503");
            assertThat(seen.get(1).lastError().orElseThrow().attemptNumber()).isEqualTo(1);
            assertThat(seen.get(2).lastError()).isEmpty();
            assertThat(seen.get(5).lastConnectedAt()).isEqualTo(seen.get(2).lastConnectedAt());
            assertThat(seen.get(5).lastEventAt()).isPresent();
        }
    }

    @Test
    void aStreamThatWasStableBeginsAnew() throws Exception {
        try (Trial trial = new Trial(status(503), stream("data: a\n\n"), stream("data: b\n\n"), held())) {
            trial.data();
            trial.fault();
            trial.data();
            trial.time().advance(Duration.ofSeconds(5));
            assertThat(trial.fault().attempt()).isEqualTo(1);
            assertThat(trial.time().waits()).containsExactly(Duration.ofSeconds(1), Duration.ofMillis(1500));
        }
    }

    @Test
    @DisplayName("C6 retry: is the least wait and stays, Retry-After counts once")
    void theServerAsksForALongerWait() throws Exception {
        Answer busy = status(429).header("Retry-After: 12");
        try (Trial trial = new Trial(stream("retry: 7000\n\n"), busy, status(500), held())) {
            assertThat(trial.fault().retryIn()).contains(Duration.ofSeconds(7));
            assertThat(trial.fault().retryIn()).contains(Duration.ofSeconds(12));
            assertThat(trial.fault().retryIn()).contains(Duration.ofMillis(15_750));
        }
    }

    @Test
    void retryAfterMayBeADate() throws Exception {
        Answer busy = status(503).header("Retry-After: Thu, 01 Jan 2026 00:00:20 GMT");
        try (Trial trial = new Trial(busy, held())) {
            assertThat(trial.fault().retryIn()).contains(Duration.ofSeconds(20));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {408, 425, 429, 500, 502, 503, 504})
    @DisplayName("C6 what may pass is tried again")
    void triesAgainAfterWhatMayPass(int status) throws Exception {
        try (Trial trial = new Trial(status(status), held("data: a\n\n"))) {
            assertThat(trial.fault().error().status()).isEqualTo(status);
            assertThat(trial.data()).isEqualTo("a");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {201, 205, 304, 400, 401, 403, 404, 410, 501, 505})
    @DisplayName("C6 what is for good ends the client")
    void endsAfterWhatIsForGood(int status) throws Exception {
        try (Trial trial = new Trial(status(status))) {
            Fault fault = trial.fault();
            assertThat(fault.retryIn()).isEmpty();
            assertThat(fault.error().kind()).isEqualTo(Kind.HTTP_STATUS);
            assertThat(trial.client().next()).isEmpty();
            assertThat(trial.server().requests()).hasSize(1);
        }
    }

    @Test
    void byTheLetterOfTheStandardEachStatusIsForGood() throws Exception {
        try (Trial trial = new Trial(Trial.OPTIONS.policy(RetryPolicy.SPEC), status(503))) {
            assertThat(trial.fault().retryIn()).isEmpty();
        }
    }

    @Test
    @DisplayName("C6 204 tells the client to stop")
    void stopsWhenTold() throws Exception {
        try (Trial trial = new Trial(Answer.status(204))) {
            Fault fault = trial.fault();
            assertThat(fault.error().kind()).isEqualTo(Kind.SERVER_STOP);
            assertThat(fault.retryIn()).isEmpty();
            assertThat(trial.client().snapshot().state()).isEqualTo(ConnectionState.DISCONNECTED);
            trial.client().run();
            assertThat(trial.server().requests()).hasSize(1);
        }
    }

    @Test
    void anotherContentTypeIsForGood() throws Exception {
        Answer page = new Answer(
                200,
                List.of("Content-Type: text/event-streaming"),
                List.of("data: x\n\n"),
                Answer.Framing.CHUNKED,
                Answer.Then.HOLD);
        try (Trial trial = new Trial(page)) {
            assertThat(trial.end().error().kind()).isEqualTo(Kind.CONTENT_TYPE);
        }
    }

    @Test
    @DisplayName("C6 401 asks for another credential once; a second one in a row is for good")
    void renewsARefusedCredentialOnce() throws Exception {
        List<Boolean> asked = new ArrayList<>();
        ClientOptions options = Trial.OPTIONS.credentials(refused -> {
            asked.add(refused);
            return Credential.bearer("t" + asked.size());
        });
        try (Trial trial = new Trial(options, status(401), stream("data: a\n\n"), status(401), status(401))) {
            assertThat(trial.fault().retryIn()).contains(Duration.ZERO);
            trial.data();
            trial.fault();
            assertThat(trial.fault().retryIn()).contains(Duration.ZERO);
            assertThat(trial.fault().retryIn()).isEmpty();
            assertThat(asked).containsExactly(false, true, false, true);
            assertThat(trial.server().request(1)).contains("Authorization: Bearer t2\n");
        }
    }

    @Test
    void aRefusalIsTheSourcesBusinessOnce() throws Exception {
        List<Boolean> asked = new ArrayList<>();
        ClientOptions options = Trial.OPTIONS.credentials(refused -> {
            asked.add(refused);
            if (asked.size() == 2) {
                throw new IOException("the vault is sealed");
            }
            return Credential.NONE;
        });
        try (Trial trial = new Trial(options, status(401), status(503), status(401))) {
            assertThat(trial.end().error().status()).isEqualTo(401);
            assertThat(asked).containsExactly(false, true, true, false);
        }
    }

    @Test
    void aCredentialThatCannotBeHadIsAskedForAgain() throws Exception {
        int[] asked = {0};
        ClientOptions options = Trial.OPTIONS.credentials(refused -> {
            asked[0]++;
            if (asked[0] == 1) {
                throw new IOException("the vault is sealed");
            }
            return asked[0] == 2 ? null : Credential.NONE;
        });
        try (Trial trial = new Trial(options, held("data: a\n\n"))) {
            assertThat(trial.fault().error()).hasMessage("the credential could not be had");
            assertThat(trial.fault().error()).hasMessage("the credential could not be had");
            assertThat(trial.data()).isEqualTo("a");
        }
    }

    @Test
    void oneAttemptOnlyReportsItsOwnEnd() throws Exception {
        try (Trial trial = new Trial(Trial.OPTIONS.once(), stream("data: a\n\n"))) {
            Fault end = trial.end();
            assertThat(end.error().kind()).isEqualTo(Kind.EOF);
            assertThat(end.attempt()).isZero();
            assertThat(trial.server().requests()).hasSize(1);
        }
    }

    @Test
    void aRefusedConnectionMayPass() throws Exception {
        try (Trial trial = new Trial(held())) {
            trial.server().close();
            Fault fault = trial.fault();
            assertThat(fault.error().kind()).isEqualTo(Kind.CONNECT);
            assertThat(fault.error()).hasMessage("connection refused");
            assertThat(fault.retryIn()).contains(Duration.ofSeconds(1));
        }
    }

    @Test
    void anUnknownHostMayPass() throws Exception {
        URI nowhere = URI.create("http://nowhere.invalid/events");
        try (EventClient client = new EventClient(nowhere, Trial.OPTIONS, new ManualTime())) {
            Fault fault = (Fault) client.next().orElseThrow();
            assertThat(fault.error().kind()).isEqualTo(Kind.CONNECT);
            assertThat(fault.error()).hasMessage("unknown host");
            assertThat(fault.retryIn()).isPresent();
        }
    }

    @Test
    @DisplayName("G7 no credential in any message")
    void noSecretInAnyMessage() throws Exception {
        ClientOptions options = Trial.OPTIONS.parameter("token", "s3cret").header("X-Key", "s3cret");
        try (Trial trial = new Trial(options, status(500), status(403))) {
            for (Fault fault : List.of(trial.fault(), trial.fault())) {
                assertThat(fault.toString() + fault.error().url()).doesNotContain("s3cret");
            }
            assertThat(options.toString()).doesNotContain("s3cret");
            assertThat(trial.client().snapshot().toString()).doesNotContain("s3cret");
        }
    }
}
