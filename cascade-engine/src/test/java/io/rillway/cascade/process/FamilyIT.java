// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.rillway.cascade.system.ProcessEntry;
import io.rillway.cascade.system.ProcessTable;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A system that tells neither sessions nor environments: only who is whose child. */
@Timeout(60)
class FamilyIT {

    private static final ProcessTable POOR = new PoorTable(ProcessTable.ofThisSystem());

    @Test
    void knowsDescendantsWithoutASession() throws Exception {
        Process parent = new ProcessBuilder("sh", "-c", "sh -c 'sleep 300 & echo; wait' & wait").start();
        parent.inputReader().readLine();
        Child child = Child.started(POOR, parent);
        Family family = Family.of(POOR, child.identity(), null);

        assertThat(family.members()).hasSize(3);
        new Ending("TERM", Duration.ofSeconds(10)).end(child, family);

        assertThat(family.members()).isEmpty();
        assertThat(parent.isAlive()).isFalse();
    }

    @Test
    void knowsThoseAgainWhoseParentDied() throws Exception {
        Process parent = new ProcessBuilder("sh", "-c", "sleep 300 & echo; wait").start();
        parent.inputReader().readLine();
        Child child = Child.started(POOR, parent);
        Family family = Family.of(POOR, child.identity(), null);
        assertThat(family.members()).hasSize(2);

        parent.destroyForcibly().waitFor();

        assertThat(family.members()).hasSize(1);
        Ending.AT_ONCE.end(family);
        assertThat(family.isGone()).isTrue();
    }

    private record PoorTable(ProcessTable rich) implements ProcessTable {

        @Override
        public Optional<ProcessEntry> find(long pid) {
            return rich.find(pid).map(PoorTable::poor);
        }

        @Override
        public List<ProcessEntry> all() {
            return rich.all().stream().map(PoorTable::poor).toList();
        }

        @Override
        public Optional<String> variable(long pid, String name) {
            return Optional.empty();
        }

        private static ProcessEntry poor(ProcessEntry process) {
            return new ProcessEntry(process.identity(), process.parent(), 0, 0);
        }
    }
}
