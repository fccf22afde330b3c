// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.jdbc;

import io.rillway.cascade.journal.Journal.Placed;
import io.rillway.cascade.journal.JournalEntry.OfCascade;
import io.rillway.cascade.journal.JournalException;
import io.rillway.cascade.journal.JournalException.Reason;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** The tables of one journal: its head, which only the owner may move, and its entries. Of the journal's thread alone. */
final class Store implements AutoCloseable {

    private static final int PART = 1_000_000;

    private final Database database;
    private final JdbcOptions options;
    private final EntryCodec codec = new EntryCodec();
    private final String owner = UUID.randomUUID().toString();

    private Store(Database database, JdbcOptions options) {
        this.database = database;
        this.options = options;
    }

    /** Where the journal stands. */
    record Head(String id, long last, long published) {}

    static Store open(JdbcOptions options) throws SQLException {
        return new Store(Database.open(options.url()), options);
    }

    /** Makes the journal this store's own; whoever had it before never writes again. */
    Head take() throws SQLException {
        try (Connection connection = database.connection()) {
            Schema.upgrade(connection);
            create(connection);
            try (PreparedStatement own = connection.prepareStatement("UPDATE rillway_journal SET owner = ?")) {
                own.setString(1, owner);
                own.executeUpdate();
            }
            database.dialect().secure(connection, options.sync());
            return head(connection);
        }
    }

    private void create(Connection connection) throws SQLException {
        String sql = "INSERT INTO rillway_journal (id, owner, last_position, published)"
                + " SELECT ?, ?, 0, 0 WHERE NOT EXISTS (SELECT 1 FROM rillway_journal)";
        try (PreparedStatement insert = connection.prepareStatement(sql)) {
            insert.setString(1, UUID.randomUUID().toString());
            insert.setString(2, owner);
            insert.executeUpdate();
        }
    }

    private static Head head(Connection connection) throws SQLException {
        String sql = "SELECT id, last_position, published FROM rillway_journal";
        try (PreparedStatement select = connection.prepareStatement(sql);
                ResultSet row = select.executeQuery()) {
            row.next();
            return new Head(row.getString(1), row.getLong(2), row.getLong(3));
        }
    }

    /** Writes a batch; if it is one that may have been written already, only what is missing of it. */
    void write(Batch batch, boolean again) throws SQLException {
        if (again) {
            database.reopen();
        }
        try (Connection connection = database.connection()) {
            connection.setAutoCommit(false);
            try {
                long there = again ? head(connection).last() : 0;
                moveHead(connection, batch);
                insert(connection, batch, there);
                if (batch.sweep().isPresent()) {
                    sweep(connection, batch.sweep().get());
                }
                connection.commit();
            } catch (SQLException | RuntimeException e) {
                rollBack(connection, e);
                throw e;
            }
            database.dialect().secure(connection, options.sync());
        }
    }

    private static void rollBack(Connection connection, Exception why) {
        try {
            connection.rollback();
        } catch (SQLException e) {
            why.addSuppressed(e);
        }
    }

    private void moveHead(Connection connection, Batch batch) throws SQLException {
        String sql = "UPDATE rillway_journal SET last_position = ?, published = ? WHERE owner = ?";
        try (PreparedStatement update = connection.prepareStatement(sql)) {
            update.setLong(1, batch.end());
            update.setLong(2, batch.published());
            update.setString(3, owner);
            if (update.executeUpdate() != 1) {
                throw new JournalException(Reason.TAKEN_OVER, "another engine has taken this journal over", null);
            }
        }
    }

    private void insert(Connection connection, Batch batch, long after) throws SQLException {
        String sql = "INSERT INTO rillway_entry (pos, part, cascade_id, kind, body) VALUES (?, ?, ?, ?, ?)";
        try (PreparedStatement insert = connection.prepareStatement(sql)) {
            for (Placed placed : batch.entries()) {
                if (placed.position() > after) {
                    add(insert, placed);
                }
            }
            insert.executeBatch();
        }
    }

    private void add(PreparedStatement insert, Placed placed) throws SQLException {
        String body = codec.encode(placed.entry());
        int part = 0;
        for (int from = 0; from < body.length(); from += PART) {
            insert.setLong(1, placed.position());
            insert.setInt(2, part++);
            insert.setString(3, placed.entry() instanceof OfCascade of ? of.cascadeId() : null);
            insert.setString(4, codec.kind(placed.entry()));
            insert.setString(5, body.substring(from, Math.min(body.length(), from + PART)));
            insert.addBatch();
        }
    }

    private static void sweep(Connection connection, Batch.Sweep sweep) throws SQLException {
        if (sweep.statusesUpTo() > 0) {
            String sql = "DELETE FROM rillway_entry WHERE cascade_id IS NULL AND pos <= ?";
            try (PreparedStatement delete = connection.prepareStatement(sql)) {
                delete.setLong(1, sweep.statusesUpTo());
                delete.executeUpdate();
            }
        }
        if (!sweep.cascades().isEmpty()) {
            try (PreparedStatement delete =
                    connection.prepareStatement("DELETE FROM rillway_entry WHERE cascade_id = ?")) {
                for (String id : sweep.cascades()) {
                    delete.setString(1, id);
                    delete.addBatch();
                }
                delete.executeBatch();
            }
        }
    }

    List<Placed> readAfter(long position, int limit) throws SQLException {
        String sql = "SELECT pos, part, kind, body FROM rillway_entry WHERE pos > ? AND pos <= ("
                + "SELECT COALESCE(MAX(pos), 0) FROM (SELECT DISTINCT pos FROM rillway_entry WHERE pos > ?"
                + " ORDER BY pos LIMIT ?) page) ORDER BY pos, part";
        try (Connection connection = database.connection();
                PreparedStatement select = connection.prepareStatement(sql)) {
            select.setLong(1, position);
            select.setLong(2, position);
            select.setInt(3, limit);
            try (ResultSet rows = select.executeQuery()) {
                return entries(rows);
            }
        }
    }

    private List<Placed> entries(ResultSet rows) throws SQLException {
        List<Placed> found = new ArrayList<>();
        StringBuilder body = new StringBuilder();
        String kind = "";
        long position = 0;
        while (rows.next()) {
            if (rows.getInt(2) == 0 && position > 0) {
                found.add(new Placed(position, codec.decode(position, kind, body.toString())));
                body.setLength(0);
            }
            position = rows.getLong(1);
            kind = rows.getString(3);
            body.append(rows.getString(4));
        }
        if (position > 0) {
            found.add(new Placed(position, codec.decode(position, kind, body.toString())));
        }
        return found;
    }

    @Override
    public void close() {
        database.close();
    }
}
