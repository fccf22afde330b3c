// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.jdbc;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.rillway.cascade.journal.JournalEntry;
import io.rillway.cascade.journal.JournalException;
import io.rillway.cascade.journal.JournalException.Reason;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Entries as JSON and back. An entry is known by the simple name of its type; components that a reader does not know are
 * passed over, those that are missing are null, empty or zero.
 */
final class EntryCodec {

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .changeDefaultPropertyInclusion(old -> old.withValueInclusion(JsonInclude.Include.NON_ABSENT))
            .disable(
                    DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES,
                    DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .build();

    private final Map<String, Class<? extends JournalEntry>> kinds = new HashMap<>();

    EntryCodec() {
        collect(JournalEntry.class);
    }

    private void collect(Class<?> type) {
        if (type.isRecord()) {
            kinds.put(type.getSimpleName(), type.asSubclass(JournalEntry.class));
            return;
        }
        for (Class<?> kind : type.getPermittedSubclasses()) {
            collect(kind);
        }
    }

    Map<String, Class<? extends JournalEntry>> kinds() {
        return Map.copyOf(kinds);
    }

    String kind(JournalEntry entry) {
        return entry.getClass().getSimpleName();
    }

    String encode(JournalEntry entry) {
        return MAPPER.writeValueAsString(entry);
    }

    JournalEntry decode(long position, String kind, String body) {
        Class<? extends JournalEntry> type = kinds.get(kind);
        if (type == null) {
            throw unreadable(position, "kind: " + kind + " (expected: one that this version knows)", null);
        }
        try {
            return MAPPER.readValue(body, type);
        } catch (JacksonException e) {
            throw unreadable(position, kind + ": " + e.getOriginalMessage(), e);
        }
    }

    private static JournalException unreadable(long position, String what, @Nullable JacksonException cause) {
        return new JournalException(Reason.UNSUPPORTED, "journal entry " + position + ": " + what, cause);
    }
}
