// SPDX-License-Identifier: Apache-2.0
package io.rillway.hub.write;

import static io.rillway.hub.write.Rounds.numbers;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.rillway.events.Event;
import io.rillway.events.TopicSelector;
import io.rillway.hub.port.CloseReason;
import io.rillway.hub.port.CredentialMark;
import io.rillway.hub.port.Heartbeat;
import io.rillway.hub.port.Start;
import io.rillway.hub.port.StreamOptions;
import io.rillway.hub.port.SubscribeRequest;
import io.rillway.hub.port.SubscriptionChange.Add;
import io.rillway.hub.port.SubscriptionChange.Renew;
import io.rillway.hub.port.Validity;
import io.rillway.hub.testing.FakeConnection;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** A stream lives as long as its credential, and sees what the credential's grants say now. */
class ExpiryTest {

    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final Rounds rounds = new Rounds(10_000);
    private final FakeConnection connection = new FakeConnection();
    private final Instant start = rounds.clock.instant();

    private static CredentialMark until(Instant end) {
        return new CredentialMark("f", Instant.MIN, () -> end);
    }

    private Subscriber open(CredentialMark credential, String... topics) {
        StreamOptions quiet = StreamOptions.canonical().withHeartbeat(Heartbeat.comment("", Duration.ofHours(9)));
        SubscribeRequest request = SubscribeRequest.of("anna", topics).withOptions(quiet);
        Subscriber subscriber = rounds.subscribe(request.withCredential(credential), connection);
        rounds.walk();
        return subscriber;
    }

    @Test
    void aStreamIsToldAMinuteAheadAndEndsWithItsCredential() {
        open(until(start.plus(Duration.ofMinutes(10))), "a");

        assertThat(rounds.walk()).as("the alarm is exact").isEqualTo(MINUTE.toNanos());
        rounds.advance(Duration.ofMinutes(9).minusMillis(1));
        assertThat(connection.data("auth-expiring")).isEmpty();
        rounds.advance(Duration.ofMillis(1));
        assertThat(connection.data("auth-expiring"))
                .containsExactly("{\"connection_id\":\"c1\",\"expires_at\":\"" + start.plus(Duration.ofMinutes(10))
                        + "\",\"expires_in\":60}");
        assertThat(connection.text())
                .as("it stands nowhere in the log")
                .endsWith("60}\n\n")
                .doesNotContain("id: \n");
        rounds.publish("a", 1);
        rounds.advance(MINUTE.minusMillis(1));
        assertThat(numbers(connection)).isEqualTo("1");
        rounds.advance(Duration.ofMillis(1));

        assertThat(connection.end()).isEqualTo("completed");
        assertThat(rounds.happened).contains("ended c1 UNAUTHORIZED");
        assertThat(connection.data("auth-expiring")).hasSize(1);
        assertThat(rounds.walk())
                .as("no alarm is left")
                .isGreaterThan(Duration.ofHours(1).toNanos());
    }

    @Test
    void whoHasLessTimeThanThatIsToldWhenHalfOfItIsOver() {
        open(until(start.plusSeconds(20)), "a");

        rounds.advance(Duration.ofSeconds(9));
        assertThat(connection.data("auth-expiring")).isEmpty();
        rounds.advance(Duration.ofSeconds(1));
        assertThat(connection.data("auth-expiring")).hasSize(1);
    }

    @Test
    void theNoticeIsAChoice() {
        CredentialMark mark = new CredentialMark(
                "f", Instant.MIN, ((Validity) () -> start.plus(MINUTE)).withNotice(Duration.ofSeconds(5)));
        open(mark, "a");

        rounds.advance(Duration.ofSeconds(54));
        assertThat(connection.data("auth-expiring")).isEmpty();
        rounds.advance(Duration.ofSeconds(1));
        assertThat(connection.data("auth-expiring")).hasSize(1);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Validity.ALWAYS.withNotice(Duration.ofSeconds(-1)))
                .withMessage("notice: PT-1S (expected: zero or more)");
    }

    @Test
    void whatWasProlongedMeanwhileGoesOn() {
        AtomicReference<Instant> end = new AtomicReference<>(start.plus(Duration.ofMinutes(5)));
        open(new CredentialMark("f", Instant.MIN, end::get), "a");

        rounds.advance(Duration.ofMinutes(3));
        end.set(start.plus(Duration.ofMinutes(8)));
        rounds.advance(Duration.ofMinutes(3));
        assertThat(connection.data("auth-expiring")).isEmpty();
        rounds.advance(MINUTE);
        assertThat(connection.data("auth-expiring")).hasSize(1);
        end.set(start.plus(Duration.ofMinutes(30)));
        rounds.advance(MINUTE);
        assertThat(connection.end()).isNull();
        rounds.advance(Duration.ofMinutes(22));

        assertThat(connection.end()).isEqualTo("completed");
    }

    @Test
    void whatWasTakenBackBeforeTheStreamBeganGetsNothing() {
        rounds.publish("a", 1);
        SubscribeRequest request = SubscribeRequest.of("anna", "a").withStart(new Start.Last(1));
        rounds.subscribe(request.withCredential(until(Instant.MIN)), connection);
        rounds.walk();

        assertThat(connection.text()).isEmpty();
        assertThat(connection.end()).isEqualTo("completed");
    }

    @Test
    void whoseCredentialCannotBeJudgedIsOut() {
        open(
                new CredentialMark("f", Instant.MIN, () -> {
                    throw new IllegalStateException("no answer");
                }),
                "a");

        assertThat(connection.end()).isEqualTo("completed");
    }

    @Test
    void aRenewalKeepsTheStreamUntilTheNewEnd() {
        Subscriber stream = open(until(start.plus(Duration.ofMinutes(5))), "a");
        rounds.advance(Duration.ofMinutes(4));
        assertThat(connection.data("auth-expiring")).hasSize(1);

        stream.change(new Renew(List.of(TopicSelector.ALL), until(start.plus(Duration.ofMinutes(15)))));
        rounds.walk();
        rounds.advance(Duration.ofMinutes(10).minusMillis(1));
        assertThat(connection.data("auth-expiring")).hasSize(1);
        rounds.advance(Duration.ofMillis(1));
        assertThat(connection.data("auth-expiring")).hasSize(2);
        assertThat(connection.end()).isNull();
        rounds.advance(MINUTE);

        assertThat(connection.end()).isEqualTo("completed");
    }

    @Test
    void aRenewalMayBringTheEndNearerEvenForWhoDoesNotRead() {
        Subscriber stream = open(until(start.plus(Duration.ofHours(5))), "a");
        connection.stall();
        rounds.publish("a", 1);
        rounds.walk();

        stream.change(new Renew(List.of(TopicSelector.ALL), until(start.plusSeconds(2))));
        rounds.advance(Duration.ofSeconds(2));

        assertThat(connection.end()).isEqualTo("completed");
    }

    private Renew grants(String... grants) {
        return new Renew(List.of(grants).stream().map(TopicSelector::of).toList(), CredentialMark.NONE);
    }

    @Test
    void narrowerGrantsTakeEffectAtOnceInAReplay() {
        rounds.publish("a", 1);
        rounds.publish("b", 2);
        connection.stall();
        SubscribeRequest all = SubscribeRequest.of("anna", "a", "b").withStart(new Start.Last(10));
        Subscriber stream = rounds.subscribe(all, connection);
        // The greeting and the two are on their way; what follows has still to be read from the log.
        rounds.walk();
        for (int number = 3; number <= 1000; number++) {
            rounds.publish(number % 2 == 0 ? "b" : "a", number);
        }
        rounds.walk();

        stream.change(grants("a"));
        connection.resume();
        rounds.walk();

        assertThat(connection.data("n").subList(0, 4)).containsExactly("1", "2", "3", "5");
        assertThat(connection.data("n")).hasSize(501);
    }

    @Test
    void narrowerGrantsHoldForChangesThatWait() {
        Subscriber stream = open(CredentialMark.NONE, "a");
        connection.stall();
        rounds.publish("a", 1);
        rounds.walk();
        stream.change(new Add(List.of(TopicSelector.of("b"))));
        rounds.publish("b", 2);
        stream.change(new Add(List.of(TopicSelector.of("c"))));
        rounds.publish("b", 3);
        rounds.publish("c", 4);
        stream.change(grants("a", "c"));
        rounds.publish("b", 5);
        rounds.publish("c", 6);
        connection.resume();
        rounds.walk();

        assertThat(numbers(connection)).isEqualTo("1,4,6");
    }

    @Test
    void widerGrantsStartAtTheEnd() {
        SubscribeRequest request = SubscribeRequest.of("anna", "a", "b").withGrants(List.of(TopicSelector.of("a")));
        Subscriber stream = rounds.subscribe(request, connection);
        rounds.walk();
        rounds.publish("b", 1);
        rounds.publish("a", 2);
        stream.change(grants("**"));
        rounds.publish("b", 3);
        rounds.publish("a", 4);
        rounds.walk();

        assertThat(numbers(connection)).isEqualTo("2,3,4");
    }

    @Test
    void noGrantsAtAllLeaveAnEmptyStream() {
        Subscriber stream = open(CredentialMark.NONE, "a", "presence");

        stream.change(grants());
        rounds.publish("a", 1);
        rounds.shard.say(new LiveEvent(Event.of("presence", "n", 2), start, () -> new byte[] {'2'}));
        rounds.walk();
        rounds.publish("a", 3);
        rounds.walk();

        assertThat(connection.data("n")).isEmpty();
        assertThat(connection.end()).isNull();
    }

    @Test
    void manyWhoComeAndGoLeaveNoAlarm() {
        for (int i = 0; i < 1000; i++) {
            open(until(start.plus(Duration.ofHours(5))), "a").close(CloseReason.PEER_GONE);
            rounds.walk();
        }

        assertThat(rounds.walk()).isEqualTo(Long.MAX_VALUE);
    }
}
