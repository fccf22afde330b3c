// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rillway.cascade.journal.Journal.Placed;
import io.rillway.cascade.journal.JournalEntry;
import io.rillway.cascade.journal.JournalException;
import io.rillway.cascade.journal.JournalException.Reason;
import io.rillway.cascade.model.CascadeRequest;
import io.rillway.cascade.model.ResourceStatus;
import io.rillway.events.catalog.StatusEvents.Kind;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** What a journal in any database promises. */
abstract class JournalContract {

    private static final Instant AT = Instant.parse("2026-01-01T00:00:00Z");

    abstract JdbcOptions options();

    static JournalEntry admitted(String id) {
        return new JournalEntry.Admitted(AT, id, CascadeRequest.start("web"), false);
    }

    static JournalEntry changed(String id) {
        return new JournalEntry.StatusChanged(AT, id, Kind.RESOURCE, ResourceStatus.ONLINE);
    }

    JdbcJournal open() {
        return JdbcJournal.open(options());
    }

    static void await(JdbcJournal journal) {
        Receipt receipt = new Receipt();
        journal.whenDurable(receipt);
        assertThat(receipt.await()).isEmpty();
    }

    private static List<String> ids(List<Placed> placed) {
        return placed.stream()
                .map(one -> one.position() + " " + ((JournalEntry.OfCascade) one.entry()).cascadeId())
                .toList();
    }

    void execute(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(options().url());
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    long count(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(options().url());
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }

    @Test
    void keepsEntriesInOrderAcrossRestarts() {
        String id;
        try (JdbcJournal journal = open()) {
            id = journal.id();
            assertThat(journal.append(admitted("a"))).isEqualTo(1);
            assertThat(journal.append(admitted("b"))).isEqualTo(2);
            await(journal);
        }
        try (JdbcJournal journal = open()) {
            assertThat(journal.id()).isEqualTo(id);
            assertThat(journal.append(admitted("c"))).isEqualTo(3);
            await(journal);
            assertThat(ids(journal.readAfter(0, 10))).containsExactly("1 a", "2 b", "3 c");
            assertThat(ids(journal.readAfter(1, 1))).containsExactly("2 b");
            assertThat(journal.readAfter(3, 1)).isEmpty();
        }
    }

    @Test
    void writesWhatIsLeftWhenItIsClosed() {
        try (JdbcJournal journal = open()) {
            for (int i = 0; i < 5000; i++) {
                journal.append(admitted("c" + i));
            }
        }
        try (JdbcJournal journal = open()) {
            assertThat(journal.readAfter(4990, 100)).hasSize(10);
        }
    }

    @Test
    void showsAnEntryOnlyWhenItIsDurable() {
        try (JdbcJournal journal = open()) {
            List<Long> seen = new CopyOnWriteArrayList<>();
            journal.onDurable(() -> seen.add((long) journal.readAfter(0, 10_000).size()));
            for (int i = 0; i < 2500; i++) {
                journal.append(admitted("c" + i));
            }
            await(journal);

            assertThat(journal.isDurable()).isTrue();
            assertThat(journal.readAfter(0, 10_000)).hasSize(2500);
            assertThat(seen).isSorted();
        }
    }

    @Test
    void keepsALongEntryInParts() {
        String reason = "\"é".repeat(1_500_000);
        try (JdbcJournal journal = open()) {
            journal.append(admitted("a"));
            journal.append(new JournalEntry.Withdrawn(AT, "a", reason));
            journal.append(admitted("b"));
        }
        try (JdbcJournal journal = open()) {
            List<Placed> read = journal.readAfter(0, 10);
            assertThat(read).hasSize(3);
            assertThat(((JournalEntry.Withdrawn) read.get(1).entry()).reason()).isEqualTo(reason);
        }
    }

    @Test
    void remembersHowFarItWasPublished() {
        try (JdbcJournal journal = open()) {
            journal.append(admitted("a"));
            journal.append(admitted("b"));
            await(journal);
            journal.published(1);
        }
        try (JdbcJournal journal = open()) {
            assertThat(journal.published()).isEqualTo(1);
            assertThat(ids(journal.readAfter(journal.published(), 10))).containsExactly("2 b");
        }
    }

    @Test
    void deletesAForgottenCascadeOnceItIsPublishedAndNeverGivesItsPositionsAgain() throws Exception {
        try (JdbcJournal journal = open()) {
            journal.append(admitted("a"));
            journal.append(changed("db"));
            journal.append(admitted("b"));
            await(journal);
            journal.forget("a");
            journal.forget("b");
            Awaitility.await()
                    .during(Duration.ofMillis(400))
                    .until(() -> count("SELECT COUNT(*) FROM rillway_entry") == 3);
            journal.published(3);
            Awaitility.await().until(() -> count("SELECT COUNT(*) FROM rillway_entry") == 0);
        }
        try (JdbcJournal journal = open()) {
            assertThat(journal.append(admitted("c"))).isEqualTo(4);
        }
    }

    @Test
    void refusesASecondEngine() {
        try (JdbcJournal journal = open()) {
            assertThatThrownBy(this::open)
                    .isInstanceOfSatisfying(
                            JournalException.class, e -> assertThat(e.reason()).isEqualTo(Reason.IN_USE))
                    .hasMessageContaining("another engine");
            journal.append(admitted("a"));
            await(journal);
        }
        open().close();
    }

    @Test
    void neverWritesAgainOnceAnotherEngineHasTakenItOver() throws Exception {
        JdbcJournal journal = open();
        journal.append(admitted("a"));
        await(journal);
        execute("UPDATE rillway_journal SET owner = 'another'");

        journal.append(admitted("b"));
        Receipt receipt = new Receipt();
        journal.whenDurable(receipt);

        assertThat(receipt.await())
                .hasValueSatisfying(e -> assertThat(e.reason()).isEqualTo(Reason.TAKEN_OVER));
        assertThat(journal.trouble()).isPresent();
        assertThatThrownBy(journal::close).isInstanceOf(JournalException.class).hasMessageContaining("1 journal");
        try (JdbcJournal next = open()) {
            assertThat(ids(next.readAfter(0, 10))).containsExactly("1 a");
        }
    }

    @Test
    void refusesTheTablesOfALaterVersion() throws Exception {
        open().close();
        execute("INSERT INTO rillway_schema (version) VALUES (99)");

        assertThatThrownBy(this::open)
                .isInstanceOfSatisfying(
                        JournalException.class, e -> assertThat(e.reason()).isEqualTo(Reason.UNSUPPORTED))
                .hasMessageContaining("99");
    }

    @Test
    void saysClosedToWhoComesTooLate() {
        JdbcJournal journal = open();
        journal.close();
        journal.close();
        journal.append(admitted("a"));
        Receipt receipt = new Receipt();
        journal.whenDurable(receipt);

        assertThat(receipt.await())
                .hasValueSatisfying(e -> assertThat(e.reason()).isEqualTo(Reason.CLOSED));
    }
}
