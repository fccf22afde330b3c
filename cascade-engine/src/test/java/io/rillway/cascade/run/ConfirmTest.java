// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rillway.cascade.model.CascadeStatus;
import io.rillway.cascade.model.Plan;
import io.rillway.cascade.model.Resource.Stopping;
import io.rillway.cascade.testing.Bench;
import io.rillway.events.Event;
import io.rillway.events.catalog.CascadeEvents;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConfirmTest {

    private static final Stopping CONFIRM = new Stopping(true, true);

    private final Bench bench = new Bench();

    private Ledger confirm(String id) {
        return bench.settled(bench.coordinator().confirm(id));
    }

    private Ledger awaiting() {
        bench.script("nas").up();
        bench.script("vm").up();
        bench.open(
                bench.resource("nas").stopping(CONFIRM),
                bench.resource("vm").host("nas"),
                bench.resource("app").host("nas"));
        return bench.stop("nas");
    }

    private List<Object> proposals() {
        return bench.sink().events().stream()
                .filter(event -> event.type().equals("stop-proposed"))
                .map(Event::data)
                .toList();
    }

    @Test
    void nothingIsStoppedBeforeItIsConfirmed() {
        Ledger cascade = awaiting();
        bench.advanceSeconds(60);

        assertThat(cascade.snapshot().status()).isEqualTo(CascadeStatus.AWAITING_CONFIRMATION);
        assertThat(bench.log()).isEmpty();
        assertThat(proposals()).containsExactly(new CascadeEvents.StopProposed("c1", "nas", List.of("nas")));
        assertThat(confirm("c1")).isSameAs(cascade);
        bench.advanceSeconds(5);
        assertThat(bench.log()).containsExactly("stop vm", "stop nas");
        assertThat(cascade.snapshot().status()).isEqualTo(CascadeStatus.COMPLETED);
    }

    @Test
    void holdsNoClaimWhileItWaits() {
        awaiting();

        Ledger start = bench.start("app");
        bench.advanceSeconds(5);

        assertThat(start.snapshot().status()).isEqualTo(CascadeStatus.COMPLETED);
    }

    @Test
    void isCancelledAfterTenMinutes() {
        Ledger cascade = awaiting();
        bench.advanceSeconds(599);
        assertThat(cascade.snapshot().status()).isEqualTo(CascadeStatus.AWAITING_CONFIRMATION);

        bench.advanceSeconds(2);

        assertThat(cascade.snapshot().status()).isEqualTo(CascadeStatus.CANCELLED);
        assertThat(cascade.snapshot().errorMessage()).isEqualTo("nobody confirmed it within 10 minutes");
        assertThatThrownBy(() -> confirm("c1"))
                .isInstanceOfSatisfying(
                        Refusal.class, e -> assertThat(e.reason()).isEqualTo(Refusal.Reason.NOT_CONFIRMABLE));
    }

    @Test
    void whatHasChangedIsShownInsteadOfDone() {
        Ledger cascade = awaiting();
        bench.script("app").up();

        assertThatThrownBy(() -> confirm("c1")).isInstanceOfSatisfying(Refusal.class, e -> {
            assertThat(e.reason()).isEqualTo(Refusal.Reason.NOT_CONFIRMABLE);
            assertThat(((Plan) e.details().get("plan")).steps())
                    .extracting(Plan.Step::resourceId)
                    .containsExactly("app", "vm", "nas");
        });
        assertThat(bench.log()).isEmpty();
        confirm("c1");
        bench.advanceSeconds(5);
        assertThat(bench.log()).containsExactly("stop app", "stop vm", "stop nas");
        assertThat(cascade.snapshot().status()).isEqualTo(CascadeStatus.COMPLETED);
    }

    @Test
    void whatIsUnusedIsProposedAndStoppedOnceConfirmed() {
        bench.script("disk").up();
        bench.script("db").up();
        bench.script("web").up();
        bench.open(bench.resource("disk"), bench.resource("db", "disk").stopping(CONFIRM), bench.resource("web", "db"));
        Ledger first = bench.stop("web");
        bench.advanceSeconds(3);

        assertThat(first.snapshot().status()).isEqualTo(CascadeStatus.COMPLETED);
        assertThat(first.snapshot().proposed()).isEqualTo(List.of("db"));
        assertThat(proposals()).containsExactly(new CascadeEvents.StopProposed("c1", "web", List.of("db")));
        assertThat(bench.sink().on("cascade/c1")).extracting(Event::type).endsWith("stop-proposed", "cascade-complete");
        assertThat(bench.log()).containsExactly("stop web");

        Ledger second = confirm("c1");
        bench.advanceSeconds(3);
        assertThat(second.id()).isEqualTo("c2");
        assertThat(bench.log()).containsExactly("stop web", "stop db", "stop disk");
        assertThatThrownBy(() -> confirm("c1")).isInstanceOf(Refusal.class);
    }

    @Test
    void twoWhoConfirmAtOnceBeginOneCascade() {
        awaiting();

        var first = bench.coordinator().confirm("c1");
        var second = bench.coordinator().confirm("c1");
        bench.advanceSeconds(5);

        assertThat(first.join()).isSameAs(second.join());
        assertThat(bench.log()).containsExactly("stop vm", "stop nas");
    }

    @Test
    void thereMustBeSomethingToConfirm() {
        bench.open(bench.resource("db"));
        bench.start("db");
        bench.advanceSeconds(1);

        assertThatThrownBy(() -> confirm("c1"))
                .isInstanceOfSatisfying(
                        Refusal.class, e -> assertThat(e.reason()).isEqualTo(Refusal.Reason.NOT_CONFIRMABLE));
        assertThatThrownBy(() -> confirm("c9"))
                .isInstanceOfSatisfying(
                        Refusal.class, e -> assertThat(e.reason()).isEqualTo(Refusal.Reason.NOT_FOUND));
    }
}
