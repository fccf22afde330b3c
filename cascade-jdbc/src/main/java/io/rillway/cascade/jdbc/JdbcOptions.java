// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.jdbc;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.time.Duration;

/**
 * Where a journal is kept, and how.
 *
 * <p><b>Threads:</b> immutable. <b>Errors:</b> {@link IllegalArgumentException} for what can never be a journal's place.
 * <b>Limits:</b> H2 and PostgreSQL.
 *
 * @param url the JDBC URL, which may hold credentials; they are shown nowhere
 * @param sync what an entry of an H2 file has to survive before it counts as durable
 * @param retryPause the time between two attempts to write while the database fails, more than zero
 */
public record JdbcOptions(String url, Sync sync, Duration retryPause) {

    /** What an entry has to survive. */
    public enum Sync {
        /** The end of the program, {@code kill -9} included: it is with the operating system. */
        OS,
        /** A power cut: it is on the disk. */
        DISK
    }

    public JdbcOptions {
        requireNonNull(url, "url");
        requireNonNull(sync, "sync");
        if (!url.startsWith("jdbc:h2:") && !url.startsWith("jdbc:postgresql:")) {
            throw new IllegalArgumentException(
                    "url: " + Urls.redacted(url) + " (expected: jdbc:h2:... or jdbc:postgresql:...)");
        }
        if (retryPause.isNegative() || retryPause.isZero()) {
            throw new IllegalArgumentException("retryPause: " + retryPause + " (expected: more than zero)");
        }
    }

    /**
     * {@return a journal at a JDBC URL; entries survive the end of the program}
     *
     * @param url the URL
     */
    public static JdbcOptions url(String url) {
        return new JdbcOptions(url, Sync.OS, Duration.ofSeconds(1));
    }

    /**
     * {@return a journal in an H2 file {@code journal.mv.db}; entries survive the end of the program}
     *
     * @param folder where the file is, made when it is first needed
     */
    public static JdbcOptions file(Path folder) {
        return url(Urls.ofFile(folder));
    }

    /**
     * {@return these options with another promise}
     *
     * @param sync what an entry has to survive
     */
    public JdbcOptions withSync(Sync sync) {
        return new JdbcOptions(url, sync, retryPause);
    }

    /**
     * {@return these options with another pause}
     *
     * @param retryPause the time between two attempts to write while the database fails
     */
    public JdbcOptions withRetryPause(Duration retryPause) {
        return new JdbcOptions(url, sync, retryPause);
    }

    /** Shows no credentials. */
    @Override
    public String toString() {
        return "JdbcOptions[" + Urls.redacted(url) + ", " + sync + "]";
    }
}
