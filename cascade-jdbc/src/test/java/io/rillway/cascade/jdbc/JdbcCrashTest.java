// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.rillway.cascade.journal.Journal.Placed;
import io.rillway.cascade.journal.JournalEntry;
import io.rillway.cascade.model.OnRestart;
import io.rillway.cascade.testing.CrashLab;
import io.rillway.cascade.testing.CrashScenario;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The crash scenarios over a real file: what the engine reads after a restart is what it wrote before. */
class JdbcCrashTest {

    // The others are played over a disk in memory, where they take less time.
    private static final Set<String> THESE = Set.of("START_CHAIN", "STOP_WITH_CLEAN_UP", "CONFIRM", "FAILURE");
    private static final int NEVER = Integer.MAX_VALUE;

    @TempDir
    Path folder;

    static List<CrashScenario> scenarios() {
        return CrashScenario.all().stream()
                .filter(scenario -> THESE.contains(scenario.name()))
                .toList();
    }

    private static List<JournalEntry> all(JdbcJournal journal) {
        return journal.readAfter(0, 10_000).stream().map(Placed::entry).toList();
    }

    /** Returns whether it crashed at all. */
    private boolean crashes(CrashScenario scenario, int crashAt) {
        Path place = folder.resolve(scenario + "-" + crashAt);
        JdbcOptions file = JdbcOptions.url(JdbcOptions.file(place).url() + ";MAX_COMPACT_TIME=0");
        JdbcJournal[] now = {JdbcJournal.open(file)};
        CrashLab lab = new CrashLab(scenario, () -> all(now[0]));
        lab.bench().journal(loop -> new StoppingJournal(now[0], crashAt));
        boolean crashed = lab.play();
        lab.die(true);
        now[0].close();
        now[0] = JdbcJournal.open(file);
        lab.bench().journal(loop -> new StoppingJournal(now[0], NEVER));
        lab.live(OnRestart.RESUME);
        assertThat(lab.check()).as("%s, crash at %s", scenario, crashAt).isEmpty();
        now[0].close();
        return crashed;
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void keepsItsPromisesAfterACrashAtAnyWrite(CrashScenario scenario) {
        int crashAt = 1;
        while (crashes(scenario, crashAt)) {
            crashAt++;
        }
        assertThat(crashAt).isGreaterThan(2);
    }
}
