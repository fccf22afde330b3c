// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.recover;

import static org.assertj.core.api.Assertions.assertThat;

import io.rillway.cascade.journal.JournalEntry;
import io.rillway.cascade.model.OnRestart;
import io.rillway.cascade.testing.CrashLab;
import io.rillway.cascade.testing.CrashScenario;
import io.rillway.cascade.testing.CrashingJournal;
import io.rillway.cascade.testing.CrashingJournal.Way;
import io.rillway.cascade.testing.Disk;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The engine ends at every single write of a scenario, in every way, and the next one tells the truth. */
class CrashTest {

    private static final int NEVER = Integer.MAX_VALUE;
    private static final int MOST_WRITES = 200;

    static List<CrashScenario> scenarios() {
        return CrashScenario.all();
    }

    private record Case(CrashScenario scenario, Way way, int crashAt, boolean ordersGetThrough, OnRestart onRestart) {}

    private static void lives(CrashLab lab, Disk disk, Way way, int crashAt) {
        lab.bench().journal(loop -> new CrashingJournal(disk, loop, way, crashAt));
    }

    /** Returns whether it crashed at all. */
    private static boolean crashes(Case now) {
        Disk disk = new Disk();
        CrashLab lab = new CrashLab(now.scenario, disk::all);
        lives(lab, disk, now.way, now.crashAt);
        boolean crashed = lab.play();
        lab.die(now.ordersGetThrough);
        int before = lab.bench().log().size();
        lives(lab, disk, Way.GROUP_KEPT, NEVER);
        lab.live(now.onRestart);
        List<String> done = lab.bench().log().subList(before, lab.bench().log().size());
        if (now.onRestart == OnRestart.FAIL) {
            assertThat(done).as("%s acts after the restart", now).isEmpty();
        }
        assertThat(lab.check()).as("%s", now).isEmpty();
        return crashed;
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void keepsItsPromisesAfterACrashAtAnyWrite(CrashScenario scenario) {
        for (Way way : Way.values()) {
            for (OnRestart onRestart : OnRestart.values()) {
                for (boolean through : List.of(true, false)) {
                    int crashAt = 1;
                    while (crashes(new Case(scenario, way, crashAt, through, onRestart))) {
                        assertThat(++crashAt).isLessThan(MOST_WRITES);
                    }
                    assertThat(crashAt).as("writes of %s", scenario).isGreaterThan(2);
                }
            }
        }
    }

    /** Returns whether the second life crashed. */
    private static boolean crashesTwice(CrashScenario scenario, int first, int second) {
        Disk disk = new Disk();
        CrashLab lab = new CrashLab(scenario, disk::all);
        lives(lab, disk, Way.BEFORE, first);
        lab.play();
        lab.die(true);
        lives(lab, disk, Way.AFTER, second);
        boolean crashed = lab.live(OnRestart.RESUME);
        lab.die(false);
        lives(lab, disk, Way.BEFORE, NEVER);
        lab.live(OnRestart.RESUME);
        assertThat(lab.check())
                .as("%s, crash at %s and then at %s", scenario, first, second)
                .isEmpty();
        return crashed;
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void keepsItsPromisesAfterACrashInTheRecoveryToo(CrashScenario scenario) {
        for (int first = 2; first < 20; first++) {
            int second = 1;
            while (crashesTwice(scenario, first, second)) {
                assertThat(++second).isLessThan(MOST_WRITES);
            }
        }
    }

    private static long ends(Disk disk) {
        return disk.all().stream().filter(JournalEntry.Ended.class::isInstance).count();
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void aRestartWithoutACrashTellsNothingTwice(CrashScenario scenario) {
        Disk disk = new Disk();
        CrashLab lab = new CrashLab(scenario, disk::all);
        lives(lab, disk, Way.AFTER, NEVER);
        lab.play();
        long ends = ends(disk);
        lab.die(false);
        lives(lab, disk, Way.AFTER, NEVER);
        lab.live(OnRestart.RESUME);

        assertThat(ends(disk)).isEqualTo(ends);
        assertThat(lab.check()).isEmpty();
    }
}
