// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.jdbc;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.rillway.cascade.journal.JournalException;
import io.rillway.cascade.journal.JournalException.Reason;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * The connections of one journal: one for work, and one that holds the lease for as long as it is open. Of the journal's
 * thread alone.
 */
final class Database implements AutoCloseable {

    private static final int TIMEOUT_MILLIS = 5000;

    private final String url;
    private final Dialect dialect;
    private HikariDataSource pool;
    private @Nullable Connection lease;

    private Database(String url, HikariDataSource pool, Dialect dialect) {
        this.url = url;
        this.pool = pool;
        this.dialect = dialect;
    }

    static Database open(String url) throws SQLException {
        HikariDataSource pool = pool(url);
        try {
            Database database = new Database(url, pool, dialect(pool));
            database.takeLease();
            return database;
        } catch (SQLException | RuntimeException e) {
            pool.close();
            throw e;
        }
    }

    /** Lets go of everything, since a file that failed stays shut for as long as anybody holds it, and begins anew. */
    void reopen() throws SQLException {
        close();
        pool = pool(url);
        takeLease();
    }

    private static HikariDataSource pool(String url) throws SQLException {
        HikariConfig config = new HikariConfig();
        config.setPoolName("rillway-journal");
        config.setMaximumPoolSize(2);
        config.setConnectionTimeout(TIMEOUT_MILLIS);
        config.setJdbcUrl(url);
        requireDriver(url);
        return new HikariDataSource(config);
    }

    /** The pool would say so with the whole URL. */
    private static void requireDriver(String url) {
        try {
            DriverManager.getDriver(url);
        } catch (SQLException e) {
            throw new JournalException(
                    Reason.UNSUPPORTED, Urls.redacted(url) + " (expected: its driver on the class path)", null);
        }
    }

    private static Dialect dialect(HikariDataSource pool) throws SQLException {
        try (Connection connection = pool.getConnection()) {
            return Dialect.of(connection);
        }
    }

    Dialect dialect() {
        return dialect;
    }

    Connection connection() throws SQLException {
        return pool.getConnection();
    }

    private void takeLease() throws SQLException {
        Connection next = pool.getConnection();
        try {
            dialect.lease(next);
            lease = next;
        } catch (SQLException | RuntimeException e) {
            next.close();
            throw e;
        }
    }

    private void dropLease() {
        Connection held = lease;
        lease = null;
        if (held != null) {
            pool.evictConnection(held);
        }
    }

    @Override
    public void close() {
        dropLease();
        pool.close();
    }
}
