// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class MemoryJournalTest {

    private final MemoryJournal journal = new MemoryJournal();

    private long append(String cascade) {
        return journal.append(new JournalEntry.Withdrawn(Instant.EPOCH, cascade, "test"));
    }

    @Test
    void keepsTheOrderAndForgetsWhatWasPublished() {
        AtomicInteger told = new AtomicInteger();
        journal.onDurable(told::incrementAndGet);
        append("a");
        append("b");
        append("c");

        assertThat(told).hasValue(3);
        assertThat(journal.readAfter(0, 2)).extracting(Journal.Placed::position).containsExactly(1L, 2L);
        assertThat(journal.readAfter(2, 9)).extracting(Journal.Placed::position).containsExactly(3L);
        journal.published(2);
        assertThat(journal.readAfter(0, 9)).extracting(Journal.Placed::position).containsExactly(3L);
    }

    @Test
    void isBoundedWhereNobodyPublishes() {
        for (int i = 0; i < 100_010; i++) {
            append("c" + i);
        }

        assertThat(journal.readAfter(0, Integer.MAX_VALUE))
                .hasSize(100_000)
                .first()
                .extracting(Journal.Placed::position)
                .isEqualTo(11L);
    }

    @Test
    void whoReadsWhileAnotherAppendsMissesNothing() throws Exception {
        int entries = 60_000;
        Thread appends = new Thread(() -> {
            for (int i = 1; i <= entries; i++) {
                append(Integer.toString(i));
            }
        });
        appends.start();
        long position = 0;
        while (position < entries) {
            for (Journal.Placed placed : journal.readAfter(position, 100)) {
                position++;
                assertThat(placed.position()).isEqualTo(position);
                assertThat(((JournalEntry.Withdrawn) placed.entry()).cascadeId())
                        .isEqualTo(Long.toString(position));
            }
            journal.published(position);
        }
        appends.join();

        assertThat(journal.readAfter(0, 10)).isEmpty();
    }

    @Test
    void tellsItselfFromAnother() {
        assertThat(journal.id()).isNotEqualTo(new MemoryJournal().id());
    }
}
