// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.jdbc;

import io.rillway.cascade.journal.JournalException;
import io.rillway.cascade.journal.JournalException.Reason;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;

/** What a database's complaint means to a journal. */
final class Troubles {

    private static final int H2_IN_USE = 90020;
    private static final String POSTGRESQL_FULL = "53100";
    private static final List<String> FULL_WORDS =
            List.of("no space left", "disk full", "not enough space", "file too large", "quota exceeded");

    private Troubles() {}

    static JournalException of(Exception e, String place) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof JournalException known) {
                return known;
            }
            if (cause instanceof SQLException sql && sql.getErrorCode() == H2_IN_USE) {
                return new JournalException(Reason.IN_USE, place + ": another program has this journal open", null);
            }
            if (isFull(cause)) {
                return new JournalException(Reason.FULL, place + ": there is no room left", e);
            }
        }
        return new JournalException(Reason.UNAVAILABLE, place + ": " + firstLine(e), e);
    }

    static JournalException closed() {
        return new JournalException(Reason.CLOSED, "the journal is closed", null);
    }

    private static boolean isFull(Throwable cause) {
        if (cause instanceof SQLException sql && POSTGRESQL_FULL.equals(sql.getSQLState())) {
            return true;
        }
        String message = String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT);
        return FULL_WORDS.stream().anyMatch(message::contains);
    }

    private static String firstLine(Exception e) {
        return String.valueOf(e.getMessage()).split("\\R", 2)[0];
    }
}
