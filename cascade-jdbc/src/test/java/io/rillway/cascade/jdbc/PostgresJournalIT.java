// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The journal in a real PostgreSQL. */
class PostgresJournalIT extends JournalContract {

    private static EmbeddedPostgres server;

    @BeforeAll
    static void start() throws IOException {
        server = EmbeddedPostgres.start();
    }

    @AfterAll
    static void stop() throws IOException {
        server.close();
    }

    @BeforeEach
    void empty() throws SQLException {
        execute("DROP SCHEMA public CASCADE");
        execute("CREATE SCHEMA public");
    }

    @Override
    JdbcOptions options() {
        return JdbcOptions.url(server.getJdbcUrl("postgres", "postgres")).withRetryPause(Duration.ofMillis(100));
    }

    @Test
    void writesWhatWaitedOnceTheConnectionIsBack() throws Exception {
        try (JdbcJournal journal = open()) {
            journal.append(admitted("a"));
            await(journal);
            execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid()"
                    + " AND application_name LIKE '%JDBC%'");
            journal.append(admitted("b"));
            Receipt first = new Receipt();
            journal.whenDurable(first);
            first.await();

            org.awaitility.Awaitility.await().until(journal::isDurable);

            assertThat(journal.trouble()).isEmpty();
            assertThat(journal.readAfter(0, 10)).hasSize(2);
            assertThat(count("SELECT COUNT(*) FROM rillway_entry")).isEqualTo(2);
        }
    }
}
