// SPDX-License-Identifier: Apache-2.0
package io.rillway.client;

import static io.rillway.client.testing.Answer.held;
import static io.rillway.client.testing.Answer.stream;
import static org.assertj.core.api.Assertions.assertThat;

import io.rillway.client.model.Credential;
import io.rillway.client.model.StreamEvent.Comment;
import io.rillway.client.model.StreamEvent.Received;
import io.rillway.client.model.StreamEvent.Started;
import io.rillway.client.model.StreamEvent.Unsendable;
import io.rillway.client.model.StreamException.Kind;
import io.rillway.client.testing.Answer.Framing;
import io.rillway.client.testing.Answer.Then;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ResumeIT {

    @ParameterizedTest
    @EnumSource
    void deliversEventsHoweverTheBodyIsFramed(Framing framing) throws Exception {
        try (Trial trial = new Trial(
                stream("id: 1\nevent: n\nda", "ta: a\n\nid: 2\ndata: b\n", "\n").framing(framing), held())) {
            assertThat(trial.take(3))
                    .containsExactly(
                            new Started(trial.server().uri().toString(), Optional.empty()),
                            new Received("1", "n", "a"),
                            new Received("2", "message", "b"));
            assertThat(trial.fault().error().kind()).isEqualTo(Kind.EOF);
        }
    }

    @Test
    void asksForWhatTheOptionsSay() throws Exception {
        ClientOptions options = Trial.OPTIONS
                .topics("cascade/**", "logs")
                .events("a", "b")
                .parameter("x", "a b&c")
                .header("X-Own", "1")
                .header("X-Own", "2")
                .startAfter("e-7");
        try (Trial trial = new Trial(options, held())) {
            trial.take(1);

            assertThat(trial.server().request(0))
                    .startsWith("GET /events?topic=cascade%2F**&topic=logs&events=a%2Cb&x=a+b%26c HTTP/1.1\n")
                    .contains("Accept: text/event-stream\n", "Authorization: Bearer s3cret\n")
                    .contains("X-Own: 1\n", "X-Own: 2\n", "Last-Event-ID: e-7\n")
                    .doesNotContain("Upgrade");
        }
    }

    @Test
    void goesOnAfterTheLastWholeEventOfAStreamThatWasCut() throws Exception {
        try (Trial trial =
                new Trial(stream("id: 1\ndata: a\n\nid: 2\ndata: half").then(Then.CUT), held("id: 2\ndata: b\n\n"))) {
            assertThat(trial.data()).isEqualTo("a");
            assertThat(trial.fault().error().kind()).isEqualTo(Kind.IO);
            assertThat(trial.data()).isEqualTo("b");
            assertThat(trial.server().request(0)).doesNotContain("Last-Event-ID");
            assertThat(trial.server().request(1)).contains("Last-Event-ID: 1\n");
        }
    }

    @Test
    void goesOnAfterAReset() throws Exception {
        try (Trial trial = new Trial(held("id: 1\ndata: a\n\n"), held("data: b\n\n"))) {
            trial.data();
            trial.server().reset();
            assertThat(trial.fault().error().kind()).isEqualTo(Kind.IO);
            assertThat(trial.take(2).get(1)).isEqualTo(new Received("1", "message", "b"));
        }
    }

    @Test
    @DisplayName("an event is handled when the next one is asked for, and only then is the position moved")
    void anEventIsHandledWhenTheNextIsAskedFor() throws Exception {
        try (Trial trial = new Trial(stream("id: 1\ndata: a\n\nid: 2\ndata: b\n\n"), held())) {
            trial.take(2);
            assertThat(trial.client().lastEventId()).isEmpty();
            trial.take(1);
            assertThat(trial.client().lastEventId()).isEqualTo("1");
            trial.fault();
            assertThat(trial.client().lastEventId()).isEqualTo("2");
        }
    }

    @Test
    void anIdAloneMovesThePositionOnceAllBeforeItIsHandled() throws Exception {
        try (Trial trial = new Trial(stream("id: 1\ndata: a\n\nid: 9\n\n"), held())) {
            trial.data();
            assertThat(trial.client().lastEventId()).isEmpty();
            trial.fault();
            trial.take(1);
            assertThat(trial.server().request(1)).contains("Last-Event-ID: 9\n");
        }
    }

    @Test
    void anEmptyIdClearsThePosition() throws Exception {
        try (Trial trial = new Trial(stream("id: 1\ndata: a\n\nid:\ndata: b\n\n"), held())) {
            trial.fault();
            trial.take(1);
            assertThat(trial.server().request(1)).doesNotContain("Last-Event-ID");
        }
    }

    @Test
    @DisplayName("S4-13 each attempt mints a session of its own and carries the last id itself")
    void asksForACredentialAtEachAttempt() throws Exception {
        int[] minted = {0};
        ClientOptions options =
                Trial.OPTIONS.credentials(refused -> Credential.parameter("session_id", "s" + ++minted[0]));
        try (Trial trial = new Trial(options, stream("id: 1\ndata: a\n\n"), held())) {
            trial.fault();
            trial.take(1);
            assertThat(trial.server().request(0)).startsWith("GET /events?session_id=s1 ");
            assertThat(trial.server().request(1))
                    .startsWith("GET /events?session_id=s2 ")
                    .contains("Last-Event-ID: 1\n");
        }
    }

    @Test
    void anIdThatCannotBeSentIsToldOnce() throws Exception {
        try (Trial trial = new Trial(stream("id: \u20ac\ndata: a\n\n"), stream(""), held())) {
            trial.fault();
            assertThat(trial.take(1)).containsExactly(new Unsendable("\u20ac"));
            trial.fault();
            assertThat(trial.take(1)).hasOnlyElementsOfType(Started.class);
            assertThat(trial.server().requests()).hasSize(3).noneMatch(r -> r.contains("Last-Event-ID"));
        }
    }

    @Test
    void commentsComeOnlyIfTheyAreWanted() throws Exception {
        try (Trial trial = new Trial(held(": x\n\ndata: a\n\n"))) {
            assertThat(trial.take(2).get(1)).isInstanceOf(Received.class);
        }
        try (Trial trial = new Trial(Trial.OPTIONS.withComments(), held(": x\n\ndata: a\n\n"))) {
            assertThat(trial.take(2).get(1)).isEqualTo(new Comment(" x"));
        }
    }

    @Test
    void announcesTheHeartbeat() throws Exception {
        try (Trial trial = new Trial(held().header("Rillway-Heartbeat: 15"))) {
            assertThat(trial.take(1))
                    .containsExactly(new Started(trial.server().uri().toString(), Optional.of(Duration.ofSeconds(15))));
        }
    }
}
