// SPDX-License-Identifier: Apache-2.0
package io.rillway.client;

import static io.rillway.client.testing.Answer.held;
import static io.rillway.client.testing.Answer.status;
import static io.rillway.client.testing.Answer.stream;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.rillway.client.model.HandlerFailure;
import io.rillway.client.model.StreamException;
import io.rillway.client.model.StreamException.Kind;
import io.rillway.events.EventType;
import io.rillway.events.json.MalformedEventException;
import io.rillway.events.wire.SseLimits;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class HandlersIT {

    private static final EventType<Count> COUNT = EventType.of("n", Count.class);

    record Count(int n) {}

    @Test
    @DisplayName("S5-06 a payload that is not of its type is reported and dropped, and a handler may fail")
    void goesOnAfterAFailure() throws Exception {
        try (Trial trial = new Trial(
                stream(
                        "id: 1\nevent: n\ndata: {\"n\":1}\n\n",
                        "id: 2\nevent: n\ndata: {}\n\n",
                        "id: 3\nevent: n\ndata: nope\n\n",
                        "id: 4\nevent: n\ndata: {\"n\":2}\n\n"),
                status(403))) {
            List<Object> got = new ArrayList<>();
            List<HandlerFailure> failures = new ArrayList<>();
            trial.client()
                    .on(COUNT, got::add)
                    .on("n", event -> {
                        if (event.id().equals("4")) {
                            throw new IllegalStateException("a handler that fails");
                        }
                    })
                    .onFailure(failures::add)
                    .onFailure(failure -> {
                        throw new IllegalStateException("a listener that fails");
                    });

            assertThatExceptionOfType(StreamException.class)
                    .isThrownBy(trial.client()::run)
                    .satisfies(e -> assertThat(e.status()).isEqualTo(403));
            assertThat(got).containsExactly(new Count(1), new Count(2));
            assertThat(failures).extracting(f -> f.event().id()).containsExactly("2", "3", "4");
            assertThat(failures.get(0).cause()).isInstanceOf(MalformedEventException.class);
            assertThat(trial.server().request(1)).contains("Last-Event-ID: 4\n");
        }
    }

    @Test
    void toldOfAGap() throws Exception {
        try (Trial trial = new Trial(held(
                "event: gap\nid: 8\ndata: {\"reason\":\"evicted\",\"from\":\"3\",\"to\":\"8\"}\n\ndata: last\n\n"))) {
            List<String> got = new ArrayList<>();
            trial.client()
                    .onGap(gap -> got.add(gap.reason() + " " + gap.from() + " " + gap.to()))
                    .on("message", event -> trial.client().close())
                    .on("message", event -> got.add("after close"))
                    .run();
            assertThat(got).containsExactly("evicted 3 8");
        }
    }

    @Test
    void anEventIsHandledWhenAllItsHandlersWereCalled() throws Exception {
        try (Trial trial = new Trial(held("id: 1\ndata: a\n\nid: 2\ndata: b\n\n"))) {
            List<String> got = new ArrayList<>();
            trial.client()
                    .on("message", event -> {
                        if (event.id().equals("2")) {
                            trial.client().close();
                        }
                    })
                    .on("message", event -> got.add(event.id()))
                    .run();
            assertThat(got).containsExactly("1");
            assertThat(trial.client().lastEventId()).isEqualTo("1");
        }
    }

    @Test
    void aHandlerThatClosesTheClientHasHandledItsEvent() throws Exception {
        try (Trial trial = new Trial(held("id: 1\ndata: a\n\nid: 2\ndata: b\n\n"))) {
            trial.client().on("message", event -> trial.client().close()).run();
            assertThat(trial.client().lastEventId()).isEqualTo("1");
        }
    }

    @Test
    void aListenerOfTheStateMayFail() throws Exception {
        try (Trial trial = new Trial(held("data: a\n\n"))) {
            trial.client().onState(snapshot -> {
                throw new IllegalStateException("a listener that fails");
            });
            assertThat(trial.data()).isEqualTo("a");
        }
    }

    @Test
    void anEndlessLineIsRefusedAfterWhatCameBeforeIt() throws Exception {
        ClientOptions small = Trial.OPTIONS.limits(new SseLimits(100, 100));
        try (Trial trial = new Trial(small, held("id: 1\ndata: a\n\ndata: " + "x".repeat(1000)))) {
            assertThat(trial.data()).isEqualTo("a");
            assertThat(trial.end().error().kind()).isEqualTo(Kind.TOO_LARGE);
            assertThat(trial.client().lastEventId()).isEqualTo("1");
        }
    }

    @Test
    void aLargeEventComesWhole() throws Exception {
        try (Trial trial = new Trial(held("data: ", "x".repeat(5 << 20), "\n\n"))) {
            assertThat(trial.data()).hasSize(5 << 20);
        }
    }

    @Test
    void refusesWhatCannotWork() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> EventClient.open(URI.create("ftp://host/x"), Trial.OPTIONS))
                .withMessage("uri: scheme ftp, host host (expected: http or https, a host)");
        HttpClient eager =
                HttpClient.newBuilder().followRedirects(Redirect.ALWAYS).build();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Trial.OPTIONS.http(eager))
                .withMessageStartingWith("http: follows redirects itself");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Trial.OPTIONS.header("X-A", "s3cret\r\nX-B: 1"))
                .withMessageStartingWith("header: X-A=...")
                .withNoCause();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ClientOptions.bearer("s3cret\n"))
                .withNoCause();
    }
}
