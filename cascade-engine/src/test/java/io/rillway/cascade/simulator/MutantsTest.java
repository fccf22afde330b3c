// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The checker is able to fail: it finds every mistake of a list. All of them with {@code -Pproof-simulator}, else every seventh. */
class MutantsTest {

    private static final boolean ALL = Boolean.getBoolean("rillway.proof");
    private static final int WORLDS = 4000;

    static List<Mutant> mutants() {
        List<Mutant> all = Mutant.all();
        return all.stream()
                .filter(mutant -> ALL || all.indexOf(mutant) % 7 == 0)
                .toList();
    }

    @ParameterizedTest
    @Timeout(value = 120, threadMode = ThreadMode.SEPARATE_THREAD)
    @MethodSource("mutants")
    void findsTheMistake(Mutant mutant, @TempDir Path folder) throws Exception {
        String found = new Workshop(folder).firstBreach(mutant, Trial.class, WORLDS);

        assertThat(mutant.broken())
                .as("%s: %s", mutant.name(), found)
                .anyMatch(promise -> found.startsWith(promise.name()));
    }

    static List<Mutant> mutantsOfTheRecovery() {
        List<Mutant> all = RecoveryMutants.all();
        return ALL ? all : all.subList(0, 2);
    }

    @ParameterizedTest
    @Timeout(value = 120, threadMode = ThreadMode.SEPARATE_THREAD)
    @MethodSource("mutantsOfTheRecovery")
    void findsTheMistakeAfterACrash(Mutant mutant, @TempDir Path folder) throws Exception {
        String found = new Workshop(folder).firstBreach(mutant, CrashTrial.class, 0);

        assertThat(found).as(mutant.name()).isNotEmpty();
    }

    @Test
    void everyMistakeCanBeMade() throws IOException {
        for (Mutant mutant : Mutant.all()) {
            assertThat(Workshop.mutated(mutant)).as(mutant.name()).isNotEqualTo(Workshop.source(mutant));
        }
        for (Mutant mutant : RecoveryMutants.all()) {
            assertThat(Workshop.mutated(mutant)).as(mutant.name()).isNotEqualTo(Workshop.source(mutant));
        }
    }

    @Test
    void everyMistakeHasAName() {
        assertThat(Mutant.all())
                .extracting(Mutant::name)
                .doesNotHaveDuplicates()
                .hasSize(28);
    }
}
