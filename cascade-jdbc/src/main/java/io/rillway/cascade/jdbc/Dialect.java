// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.jdbc;

import io.rillway.cascade.journal.JournalException;
import io.rillway.cascade.journal.JournalException.Reason;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/** In what the databases differ: how one engine keeps the others out, and what makes a commit durable. */
enum Dialect {
    /** A row that stays locked; a commit reaches the file with the next checkpoint. */
    H2 {
        @Override
        void lease(Connection connection) throws SQLException {
            try (Statement statement = connection.createStatement()) {
                statement.execute("CREATE TABLE IF NOT EXISTS rillway_lease (holder INTEGER NOT NULL PRIMARY KEY)");
                statement.execute("MERGE INTO rillway_lease KEY (holder) VALUES (1)");
                connection.setAutoCommit(false);
                statement.execute("SELECT holder FROM rillway_lease FOR UPDATE");
            } catch (SQLException e) {
                if (e.getErrorCode() == LOCK_TIMEOUT) {
                    throw inUse(e);
                }
                throw e;
            }
        }

        @Override
        void secure(Connection connection, JdbcOptions.Sync sync) throws SQLException {
            try (Statement statement = connection.createStatement()) {
                statement.execute(sync == JdbcOptions.Sync.DISK ? "CHECKPOINT SYNC" : "CHECKPOINT");
            }
        }
    },
    /** An advisory lock, which ends with its connection; a commit is durable as the server's settings say. */
    POSTGRESQL {
        @Override
        void lease(Connection connection) throws SQLException {
            try (Statement statement = connection.createStatement();
                    ResultSet granted = statement.executeQuery(
                            "SELECT pg_try_advisory_lock(1919512695, hashtext(current_schema()))")) {
                if (!granted.next() || !granted.getBoolean(1)) {
                    throw inUse(null);
                }
            }
        }

        @Override
        void secure(Connection connection, JdbcOptions.Sync sync) {}
    };

    private static final int LOCK_TIMEOUT = 50200;

    static Dialect of(Connection connection) throws SQLException {
        String product = connection.getMetaData().getDatabaseProductName();
        return switch (product) {
            case "H2" -> H2;
            case "PostgreSQL" -> POSTGRESQL;
            default ->
                throw new JournalException(
                        Reason.UNSUPPORTED, "database: " + product + " (expected: H2 or PostgreSQL)", null);
        };
    }

    /** Takes what only one engine can have, for as long as the connection is open. */
    abstract void lease(Connection connection) throws SQLException;

    /** Makes what was committed as durable as was promised. */
    abstract void secure(Connection connection, JdbcOptions.Sync sync) throws SQLException;

    private static JournalException inUse(@Nullable SQLException cause) {
        return new JournalException(Reason.IN_USE, "another engine has this journal open", cause);
    }
}
