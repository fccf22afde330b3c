// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rillway.cascade.journal.JournalEntry;
import io.rillway.cascade.journal.JournalException;
import io.rillway.cascade.journal.JournalException.Reason;
import io.rillway.cascade.model.Action;
import io.rillway.cascade.model.CascadeRequest;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class EntryCodecTest {

    private static final EntryCodec CODEC = new EntryCodec();

    static Stream<Class<? extends JournalEntry>> kinds() {
        return CODEC.kinds().values().stream();
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void everyKindOfEntryComesBackAsItWas(Class<? extends JournalEntry> kind) {
        JournalEntry entry = (JournalEntry) Samples.of(kind);

        assertThat(CODEC.decode(1, CODEC.kind(entry), CODEC.encode(entry))).isEqualTo(entry);
    }

    @Test
    void theFormOnDiskStays() {
        JournalEntry entry = new JournalEntry.StepBegun(
                Instant.parse("2026-01-01T00:00:00Z"),
                "c1",
                new JournalEntry.Mark("web", Action.START, 2, 3, 1, 12_000L),
                "db",
                "DB");

        assertThat(CODEC.kind(entry)).isEqualTo("StepBegun");
        assertThat(CODEC.encode(entry))
                .startsWith("{\"at\":\"2026-01-01T00:00:00Z\",\"cascadeId\":\"c1\",\"mark\":{\"target\":\"web\","
                        + "\"action\":\"start\",\"step\":2,\"totalSteps\":3,\"completedSteps\":1")
                .endsWith("\"resourceId\":\"db\",\"name\":\"DB\"}");
    }

    @Test
    void readsWhatAnEarlierVersionWrote() {
        CascadeRequest request = CascadeRequest.stop("web", CascadeRequest.Dependents.IGNORE);
        String now = CODEC.encode(new JournalEntry.Admitted(Instant.EPOCH, "c1", request, true));
        String then = now.replace(",\"unusedConfirmed\":true", ",\"gone\":[1]");

        JournalEntry.Admitted read = (JournalEntry.Admitted) CODEC.decode(1, "Admitted", then);

        assertThat(then).contains("gone");
        assertThat(read.request()).isEqualTo(request);
        assertThat(read.unusedConfirmed()).isFalse();
    }

    @Test
    void namesTheEntryThatItCannotRead() {
        assertThatThrownBy(() -> CODEC.decode(42, "Teleported", "{}"))
                .isInstanceOfSatisfying(
                        JournalException.class, e -> assertThat(e.reason()).isEqualTo(Reason.UNSUPPORTED))
                .hasMessageContaining("42")
                .hasMessageContaining("Teleported");
        assertThatThrownBy(() -> CODEC.decode(43, "Admitted", "{\"at\":17"))
                .isInstanceOf(JournalException.class)
                .hasMessageContaining("43");
    }
}
