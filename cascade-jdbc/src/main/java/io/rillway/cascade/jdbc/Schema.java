// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.jdbc;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.rillway.cascade.journal.JournalException;
import io.rillway.cascade.journal.JournalException.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * The tables of a journal, version by version: {@code schema-N.sql} leads from version N-1 to N. A script that was broken off
 * can be run again.
 */
final class Schema {

    static final int VERSION = 1;

    private Schema() {}

    /** Brings the tables to this program's version, and refuses those of a later one. */
    static void upgrade(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE IF NOT EXISTS rillway_schema (version INTEGER NOT NULL PRIMARY KEY)");
            int present = version(statement);
            if (present > VERSION) {
                throw new JournalException(
                        Reason.UNSUPPORTED,
                        "schema version: " + present + " (expected: at most " + VERSION
                                + "; a newer Rillway has written this journal)",
                        null);
            }
            for (int next = present + 1; next <= VERSION; next++) {
                for (String sql : script(next)) {
                    statement.execute(sql);
                }
                statement.execute("INSERT INTO rillway_schema (version) VALUES (" + next + ")");
            }
        }
    }

    private static int version(Statement statement) throws SQLException {
        try (ResultSet highest = statement.executeQuery("SELECT COALESCE(MAX(version), 0) FROM rillway_schema")) {
            highest.next();
            return highest.getInt(1);
        }
    }

    private static List<String> script(int version) {
        String name = "schema-" + version + ".sql";
        try (InputStream in = Objects.requireNonNull(Schema.class.getResourceAsStream(name), name)) {
            String text = new String(in.readAllBytes(), UTF_8);
            return Arrays.stream(text.split(";"))
                    .map(String::strip)
                    .filter(sql -> !sql.isEmpty())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
