// SPDX-License-Identifier: Apache-2.0
package io.rillway.client;

import static io.rillway.client.testing.Answer.held;
import static io.rillway.client.testing.Answer.status;
import static io.rillway.client.testing.Answer.stream;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.rillway.client.model.ConnectionState;
import io.rillway.client.model.RequestMethod;
import io.rillway.client.model.ResumeStore;
import io.rillway.client.model.StreamEnd;
import io.rillway.client.model.StreamEvent.Received;
import io.rillway.client.model.StreamException;
import io.rillway.client.model.StreamException.Kind;
import io.rillway.client.testing.Answer.Then;
import io.rillway.client.testing.Asked;
import io.rillway.client.testing.ScriptedServer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Streams that answer one question, and places that outlive a process. */
class QuestionIT {

    private static final ClientOptions QUESTION = Trial.OPTIONS.post("{\"q\":1}", StreamEnd.atData("[DONE]"));

    @Test
    void anAnswerEndsAtItsMarker() throws Exception {
        try (Trial trial = new Trial(QUESTION, held("data: a\n\ndata: [DONE]\n\ndata: late\n\n"))) {
            assertThat(trial.client().stream().map(Received::data)).containsExactly("a", "[DONE]");
            assertThat(trial.client().snapshot().state()).isEqualTo(ConnectionState.DISCONNECTED);
            trial.client().run(); // ended well
            assertThat(trial.server().request(0)).startsWith("POST ").contains("Content-Type: application/json\n");
        }
    }

    @Test
    void aTruncatedAnswerIsAnErrorAndIsNotAskedForAgain() throws Exception {
        try (Trial trial = new Trial(QUESTION, stream("data: a\n\n"))) {
            assertThatExceptionOfType(StreamException.class)
                    .isThrownBy(trial.client()::run)
                    .satisfies(e -> assertThat(e.kind()).isEqualTo(Kind.EOF));
            assertThat(trial.server().requests()).hasSize(1);
        }
    }

    @Test
    void anAnswerMayEndWithItsBodyButNotBeCut() throws Exception {
        ClientOptions options = Trial.OPTIONS.post("{}", StreamEnd.BODY);
        try (Trial trial = new Trial(options, stream("data: a\n\n"))) {
            assertThat(trial.client().stream().map(Received::data)).containsExactly("a");
            trial.client().run();
        }
        try (Trial trial = new Trial(options, stream("data: a\n\n").then(Then.CUT))) {
            assertThatExceptionOfType(StreamException.class)
                    .isThrownBy(trial.client()::run)
                    .satisfies(e -> assertThat(e.kind()).isEqualTo(Kind.IO));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303, 307, 308})
    void aBodyGoesAlongWhereTheStandardSaysSo(int status) throws Exception {
        List<Asked> asked = new CopyOnWriteArrayList<>();
        ClientOptions options = Trial.OPTIONS
                .method(new RequestMethod("POST", Optional.of("q")))
                .header("Content-Type", "text/plain");
        try (ScriptedServer server = new ScriptedServer(
                        asked, Optional.empty(), status(status).header("Location: /other"), held());
                EventClient client = EventClient.open(server.uri(), options)) {
            client.next();
        }
        boolean kept = status >= 307;
        assertThat(asked.get(1).method()).isEqualTo(kept ? "POST" : "GET");
        assertThat(asked.get(1).body()).isEqualTo(kept ? "q" : "");
        assertThat(asked.get(1).header("Content-Type")).hasSize(kept ? 1 : 0);
    }

    @Test
    void duplicatesAreDroppedOnRequestOnly() throws Exception {
        String[] twice = {"id: 1\ndata: a\n\nid: 1\ndata: a\n\ndata: b\n\ndata: c\n\n"};
        try (Trial trial =
                new Trial(Trial.OPTIONS.withoutDuplicates(10), stream(twice), held("id: 1\ndata: a\n\ndata: d\n\n"))) {
            assertThat(List.of(trial.data(), trial.data(), trial.data(), trial.data()))
                    .containsExactly("a", "b", "c", "d");
        }
        try (Trial trial = new Trial(held(twice))) {
            assertThat(List.of(trial.data(), trial.data())).containsExactly("a", "a");
        }
    }

    @Test
    void thePlaceOutlivesTheProcess() throws Exception {
        List<String> kept = new ArrayList<>(List.of("7"));
        ResumeStore store = new ResumeStore() {
            @Override
            public String load() {
                return kept.get(kept.size() - 1);
            }

            @Override
            public void save(String lastEventId) throws IOException {
                kept.add(lastEventId);
                throw new IOException("what cannot be kept does not end the stream");
            }
        };
        try (Trial trial =
                new Trial(Trial.OPTIONS.resume(store), held("id: 8\ndata: a\n\nid: 9\ndata: b\n\ndata: c\n\n"))) {
            trial.data();
            trial.data();
            trial.data();
            assertThat(trial.server().request(0)).contains("Last-Event-ID: 7\n");
        }
        assertThat(kept).containsExactly("7", "8", "9");
    }
}
