// SPDX-License-Identifier: Apache-2.0
package io.rillway.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.rillway.events.Event;
import io.rillway.events.TopicSelector;
import io.rillway.events.catalog.LogEvents;
import io.rillway.events.catalog.LogEvents.StreamError;
import io.rillway.hub.port.CloseReason;
import io.rillway.hub.port.CredentialMark;
import io.rillway.hub.port.HubException;
import io.rillway.hub.port.HubException.Reason;
import io.rillway.hub.port.HubLimits;
import io.rillway.hub.port.StreamOptions;
import io.rillway.hub.port.SubscribeRequest;
import io.rillway.hub.port.SubscriberSnapshot;
import io.rillway.hub.port.Subscription;
import io.rillway.hub.port.SubscriptionChange.Add;
import io.rillway.hub.testing.FakeConnection;
import io.rillway.testing.ManualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class PresenceTest {

    private static final SubscribeRequest ANNA = SubscribeRequest.of("anna", "a");
    private static final SubscribeRequest EVE = SubscribeRequest.of("eve", "a");

    private final ManualClock clock = new ManualClock();
    private final EventHub hub = EventHub.open(HubOptions.defaults()
            .withWriters(2)
            .withClock(clock)
            .withLimits(
                    HubLimits.defaults().withSubscribers(5).withPerPrincipal(3).withTopics(2)));

    @AfterEach
    void close() {
        hub.close();
    }

    @Test
    void tellsWhoIsConnected() {
        Subscription stream = hub.subscribe(ANNA, new FakeConnection());
        hub.subscribe(EVE, new FakeConnection());

        assertThat(hub.connections()).hasSize(2);
        SubscriberSnapshot anna = hub.connection(stream.id()).orElseThrow().snapshot();
        assertThat(anna.request().principal()).isEqualTo("anna");
        assertThat(anna.since()).isEqualTo(clock.instant());
        assertThat(hub.connection("nobody")).isEmpty();
    }

    @Test
    void kicksOneConnectionOrAllOfAPrincipal() {
        Subscription first = hub.subscribe(ANNA, new FakeConnection());
        hub.subscribe(ANNA, new FakeConnection());
        hub.subscribe(ANNA, new FakeConnection());
        hub.subscribe(EVE, new FakeConnection());

        assertThat(hub.close(first.id(), CloseReason.KICKED)).isTrue();
        await().until(() -> hub.subscriberCount() == 3);
        assertThat(hub.close(first.id(), CloseReason.KICKED)).isFalse();
        assertThat(hub.closeAll("anna", CloseReason.KICKED)).isEqualTo(2);
        await().until(() -> hub.subscriberCount() == 1);
        assertThat(hub.closeAll("anna", CloseReason.KICKED)).isZero();
        assertThat(hub.connections()).allMatch(s -> s.request().principal().equals("eve"));
        hub.subscribe(ANNA, new FakeConnection());
    }

    @Test
    @DisplayName("joined and left are told on the topic of presence to whoever names it")
    void announcesWhoComesAndGoes() {
        FakeConnection watcher = new FakeConnection();
        FakeConnection everything = new FakeConnection();
        Subscription watching = hub.subscribe(SubscribeRequest.of("admin", EventHub.PRESENCE), watcher);
        hub.subscribe(SubscribeRequest.of("admin", "**"), everything);
        await().until(() -> watcher.data("subscriber-joined").size() == 2);
        Subscription stream = hub.subscribe(EVE, new FakeConnection());
        await().until(() -> watcher.data("subscriber-joined").size() == 3);
        stream.close(CloseReason.KICKED);
        await().until(() -> watcher.data("subscriber-left").size() == 1);

        assertThat(watcher.data("subscriber-joined").get(2))
                .isEqualTo(
                        "{\"connection_id\":\"" + stream.id()
                                + "\",\"principal\":\"eve\",\"since\":\"2026-01-01T00:00:00Z\",\"topics\":[\"a\"],\"meta\":{}}");
        assertThat(watcher.data("subscriber-left"))
                .containsExactly(
                        "{\"connection_id\":\"" + stream.id() + "\",\"principal\":\"eve\",\"reason\":\"kicked\"}");
        assertThat(everything.data("subscriber-joined")).isEmpty();
        assertThat(watching.isOpen()).isTrue();
    }

    @Test
    void publishesToThoseWhoAreThere() {
        FakeConnection connection = new FakeConnection();
        hub.subscribe(SubscribeRequest.of("anna", "canary"), connection);
        hub.publishLive(Event.of("canary", "alive", 1));

        await().until(() -> connection.data("alive").equals(List.of("1")));
        assertThat(connection.lastEventId()).endsWith("-0");
    }

    @Test
    @DisplayName("S5-16 force_logout reaches all tabs of one principal, ends them, and turns them away for ten minutes")
    void forceLogoutTurnsAwayForTenMinutes() {
        FakeConnection one = new FakeConnection();
        FakeConnection two = new FakeConnection();
        FakeConnection eve = new FakeConnection();
        hub.subscribe(ANNA, one);
        hub.subscribe(ANNA, two);
        hub.subscribe(EVE, eve);

        assertThat(hub.forceLogout("anna", "role changed", "/login")).isEqualTo(2);
        await().until(() -> one.end() != null && two.end() != null);

        assertThat(one.data("force_logout")).containsExactly("{\"reason\":\"role changed\",\"redirect\":\"/login\"}");
        assertThat(two.data("force_logout")).hasSize(1);
        assertThat(eve.data("force_logout")).isEmpty();
        assertThat(refusal(ANNA)).isEqualTo(Reason.TOLD_TO_STOP);
        assertThat(refusal(ANNA.withCredential(new CredentialMark("old", clock.instant()))))
                .isEqualTo(Reason.TOLD_TO_STOP);
        Instant later = clock.instant().plusMillis(1);
        hub.subscribe(ANNA.withCredential(new CredentialMark("new", later)), new FakeConnection());
        clock.advance(Duration.ofMinutes(11));
        hub.subscribe(ANNA, new FakeConnection());
    }

    @Test
    @DisplayName("S2-04 a stream that fails is told so, without an id, and ends; its subscriber may come back")
    void failedStreamIsToldWhy() {
        FakeConnection connection = new FakeConnection();
        Subscription stream = hub.subscribe(ANNA, connection);

        assertThat(hub.fail(stream.id(), LogEvents.ERROR, new StreamError("no more")))
                .isTrue();
        await().until(() -> connection.end() != null);

        assertThat(connection.text()).endsWith("event: error\ndata: {\"message\":\"no more\"}\n\n");
        assertThat(connection.end()).isEqualTo("completed");
        assertThat(hub.fail("nobody", LogEvents.ERROR, new StreamError("no more")))
                .isFalse();
        hub.subscribe(ANNA, new FakeConnection());
    }

    @Test
    @DisplayName("S5-16 what was taken back ends its own streams, with a reason told to log out")
    void whatWasTakenBackEndsItsStreams() {
        AtomicReference<Instant> end = new AtomicReference<>(Instant.MAX);
        SubscribeRequest mine = ANNA.withCredential(new CredentialMark("f1", Instant.MIN, end::get));
        FakeConnection one = new FakeConnection();
        FakeConnection other = new FakeConnection();
        hub.subscribe(mine, one);
        hub.subscribe(ANNA, other);
        assertThat(hub.recheck("anna", "logged out")).isZero();
        // A stream that has not been taken on yet would end without a word.
        await().until(() -> one.data("connected").size() == 1);

        end.set(Instant.MIN);
        assertThat(hub.recheck("eve", "logged out")).isZero();
        assertThat(hub.recheck("anna", "logged out")).isEqualTo(1);
        await().until(() -> one.end() != null);

        assertThat(one.data("force_logout")).containsExactly("{\"reason\":\"logged out\"}");
        assertThat(other.end()).isNull();
        hub.subscribe(ANNA, new FakeConnection());

        end.set(Instant.MAX);
        FakeConnection quiet = new FakeConnection();
        hub.subscribe(mine, quiet);
        await().until(() -> quiet.data("connected").size() == 1);
        end.set(Instant.MIN);
        assertThat(hub.recheck("anna", null)).isEqualTo(1);
        await().until(() -> quiet.end() != null);
        assertThat(quiet.data("force_logout")).isEmpty();
    }

    @Test
    void stoppedConnectionTurnsAwayItsCredentialOnly() {
        CredentialMark mark = new CredentialMark("f1", Instant.MIN);
        Subscription stream = hub.subscribe(ANNA.withCredential(mark), new FakeConnection());

        assertThat(hub.stop(stream.id())).isTrue();
        assertThat(hub.stop("nobody")).isFalse();
        await().until(() -> hub.subscriberCount() == 0);

        assertThat(refusal(ANNA.withCredential(mark))).isEqualTo(Reason.TOLD_TO_STOP);
        hub.subscribe(ANNA.withCredential(new CredentialMark("f2", Instant.MIN)), new FakeConnection());
        hub.subscribe(ANNA, new FakeConnection());
        clock.advance(Duration.ofMinutes(11));
        hub.subscribe(ANNA.withCredential(mark), new FakeConnection());
    }

    @Test
    void stoppedConnectionWithoutACredentialMayComeBack() {
        Subscription stream = hub.subscribe(ANNA, new FakeConnection());
        hub.stop(stream.id());

        assertThat(hub.subscribe(ANNA, new FakeConnection()).isOpen()).isTrue();
    }

    @Test
    @DisplayName("S4-10 a principal has no more streams than an endpoint lets it, and is told when to come back")
    void limitsStreamsOfAPrincipalAtAnEndpoint() {
        SubscribeRequest studio = ANNA.withOptions(StreamOptions.canonical().withMaxPerPrincipal(2));
        Subscription first = hub.subscribe(studio, new FakeConnection());
        hub.subscribe(studio, new FakeConnection());

        HubException refusal =
                catchThrowableOfType(HubException.class, () -> hub.subscribe(studio, new FakeConnection()));
        assertThat(refusal.reason()).isEqualTo(Reason.TOO_MANY_OF_PRINCIPAL);
        assertThat(refusal).hasMessage("anna has its 2 streams");
        assertThat(refusal.retryAfter()).contains(Duration.ofSeconds(30));
        hub.subscribe(ANNA, new FakeConnection());
        first.close(CloseReason.KICKED);
        await().until(() -> hub.subscriberCount() == 2);
        hub.subscribe(studio, new FakeConnection());
    }

    @Test
    void limitsStreamsOfAPrincipalAndOfAll() {
        for (int i = 0; i < 3; i++) {
            hub.subscribe(ANNA, new FakeConnection());
        }
        assertThat(refusal(ANNA)).isEqualTo(Reason.TOO_MANY_OF_PRINCIPAL);
        hub.subscribe(EVE, new FakeConnection());
        hub.subscribe(EVE, new FakeConnection());
        assertThat(refusal(EVE)).isEqualTo(Reason.TOO_MANY_SUBSCRIBERS);
        assertThat(hub.subscriberCount()).isEqualTo(5);
    }

    @Test
    void limitsTopicsAlsoOfAnOpenStream() {
        assertThat(refusal(SubscribeRequest.of("anna", "a", "b", "c"))).isEqualTo(Reason.TOO_MANY_TOPICS);
        Subscription stream = hub.subscribe(ANNA, new FakeConnection());

        HubException refusal = catchThrowableOfType(
                HubException.class,
                () -> stream.change(new Add(List.of(TopicSelector.of("b"), TopicSelector.of("c")))));
        assertThat(refusal).hasMessage("topics: 3 (expected: at most 2)");
        assertThat(stream.request().selectors()).hasSize(1);
    }

    private Reason refusal(SubscribeRequest request) {
        return catchThrowableOfType(HubException.class, () -> hub.subscribe(request, new FakeConnection()))
                .reason();
    }
}
