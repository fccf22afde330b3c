// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.publish;

import static org.assertj.core.api.Assertions.assertThat;

import io.rillway.cascade.journal.Journal;
import io.rillway.cascade.journal.JournalEntry;
import io.rillway.cascade.model.Action;
import io.rillway.cascade.model.CascadeRequest;
import io.rillway.cascade.model.Plan;
import io.rillway.cascade.model.ResourceStatus;
import io.rillway.cascade.testing.CrashingJournal;
import io.rillway.cascade.testing.Disk;
import io.rillway.cascade.testing.ManualLoop;
import io.rillway.cascade.testing.RecordingSink;
import io.rillway.events.SnapshotSource.Snapshot;
import io.rillway.events.TopicSelector;
import io.rillway.events.catalog.CascadeEvents;
import io.rillway.events.catalog.StatusEvents;
import io.rillway.events.catalog.StatusEvents.Kind;
import io.rillway.testing.ManualClock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProjectionTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    private final Journal journal = new CrashingJournal(
            new Disk(), new ManualLoop(new ManualClock()), CrashingJournal.Way.BEFORE, Integer.MAX_VALUE);
    private final RecordingSink sink = new RecordingSink();
    private final Projection projection =
            Outbox.open(journal, sink, Runnable::run, (pause, task) -> {}).projection();

    private void begin(String id) {
        Plan.Step step = new Plan.Step("db", "Database", Plan.Cause.TARGET, null, List.of());
        Plan plan = new Plan(Action.START, "db", List.of(step), List.of(), List.of(), List.of());
        journal.append(new JournalEntry.Admitted(NOW, id, CascadeRequest.start("db"), false));
        journal.append(new JournalEntry.Planned(NOW, id, plan));
        journal.append(new JournalEntry.StepBegun(
                NOW, id, new JournalEntry.Mark("db", Action.START, 1, 1, 0, 5000L), "db", "Database"));
    }

    private Snapshot ask(String selector) {
        return projection.snapshot(TopicSelector.of(selector));
    }

    @Test
    void tellsHowACascadeStandsAndUpToWhichEventThatIsTrue() {
        begin("c1");

        Snapshot snapshot = ask("cascade/c1");

        assertThat(snapshot.validAsOf()).isEqualTo("1");
        assertThat(snapshot.events()).singleElement().satisfies(event -> {
            assertThat(event.type()).isEqualTo("cascade-snapshot");
            assertThat(event.data())
                    .isEqualTo(new CascadeEvents.Snapshot(
                            "c1",
                            "db",
                            "start",
                            "in_progress",
                            1,
                            1,
                            0,
                            List.of(new CascadeEvents.SnapshotStep(1, "db", "Database", "running")),
                            null,
                            5000L));
        });
    }

    @Test
    void picksByTopicAndKnowsOfEndedOnesByTheirIdAlone() {
        begin("c1");
        begin("c2");
        journal.append(new JournalEntry.Completed(NOW, "c2", "db", List.of()));

        assertThat(ask("cascade/**").events()).hasSize(1);
        assertThat(ask("resource/**").events()).isEmpty();
        assertThat(ask("cascade/c2").events())
                .singleElement()
                .extracting(event -> ((CascadeEvents.Snapshot) event.data()).status())
                .isEqualTo("completed");
        assertThat(ask("**").validAsOf()).isEqualTo("3");
    }

    @Test
    void knowsNothingOfWhatTheSinkHasNotTaken() {
        begin("c1");
        sink.breaks(true);
        journal.append(new JournalEntry.Completed(NOW, "c1", "db", List.of()));

        assertThat(ask("cascade/c1").events())
                .singleElement()
                .extracting(event -> ((CascadeEvents.Snapshot) event.data()).status())
                .isEqualTo("in_progress");
    }

    @Test
    void tellsTheStatusOfAResourceToWhoAsksForItAlone() {
        journal.append(new JournalEntry.StatusChanged(NOW, "db", Kind.RESOURCE, ResourceStatus.STARTING));
        journal.append(new JournalEntry.StatusChanged(NOW, "db", Kind.RESOURCE, ResourceStatus.ONLINE));

        assertThat(ask("resource/db").events()).singleElement().satisfies(event -> {
            assertThat(event.type()).isEqualTo("status-change");
            assertThat(event.data()).isEqualTo(new StatusEvents.StatusChange("db", Kind.RESOURCE, "online", NOW));
        });
        assertThat(ask("resource/other").events()).isEmpty();
        assertThat(ask("resource/*").events()).isEmpty();
        assertThat(ask("db").events()).isEmpty();
    }

    @Test
    void knowsTheEndOfACascadeThatAnEarlierLifeHadNotPublished() {
        sink.breaks(true);
        begin("c1");
        journal.append(new JournalEntry.StatusChanged(NOW, "db", Kind.RESOURCE, ResourceStatus.ONLINE));
        journal.append(new JournalEntry.Completed(NOW, "c1", "db", List.of()));
        sink.breaks(false);

        List<Runnable> later = new ArrayList<>();
        Projection next =
                Outbox.open(journal, sink, later::add, (pause, task) -> {}).projection();

        assertThat(next.snapshot(TopicSelector.of("cascade/c1")).events())
                .singleElement()
                .extracting(event -> ((CascadeEvents.Snapshot) event.data()).status())
                .isEqualTo("completed");
        assertThat(next.snapshot(TopicSelector.of("resource/db")).events()).isEmpty();
        assertThat(next.snapshot(TopicSelector.ALL).validAsOf()).isEmpty();
        later.forEach(Runnable::run);
        assertThat(next.snapshot(TopicSelector.ALL).validAsOf()).isNotEmpty();
    }
}
