// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.simulator;

import io.rillway.cascade.model.OnRestart;
import io.rillway.cascade.testing.CrashLab;
import io.rillway.cascade.testing.CrashScenario;
import io.rillway.cascade.testing.CrashingJournal;
import io.rillway.cascade.testing.CrashingJournal.Way;
import io.rillway.cascade.testing.Disk;
import java.util.List;

/** Lets the engine of this class loader crash at every write of every scenario, until something is wrong. */
public final class CrashTrial {

    private static final int NEVER = Integer.MAX_VALUE;

    private CrashTrial() {}

    /** What is wrong first, or nothing. */
    public static String firstBreach(int unused) {
        for (CrashScenario scenario : CrashScenario.all()) {
            for (Way way : Way.values()) {
                for (OnRestart onRestart : OnRestart.values()) {
                    String found = firstBreach(scenario, way, onRestart);
                    if (!found.isEmpty()) {
                        return scenario.name() + " " + way + " " + onRestart + found;
                    }
                }
            }
        }
        return "";
    }

    private static String firstBreach(CrashScenario scenario, Way way, OnRestart onRestart) {
        boolean crashed = true;
        for (int crashAt = 1; crashed; crashAt++) {
            Disk disk = new Disk();
            CrashLab lab = new CrashLab(scenario, disk::all);
            lives(lab, disk, way, crashAt);
            crashed = lab.play();
            lab.die(crashAt % 2 == 0);
            int before = lab.bench().log().size();
            lives(lab, disk, Way.GROUP_KEPT, NEVER);
            lab.live(onRestart);
            boolean acted = lab.bench().log().size() > before;
            List<String> wrong = lab.check();
            if (!wrong.isEmpty() || (acted && onRestart == OnRestart.FAIL)) {
                return " at write " + crashAt + ": " + wrong + (acted ? ", acted" : "");
            }
        }
        return "";
    }

    private static void lives(CrashLab lab, Disk disk, Way way, int crashAt) {
        lab.bench().journal(loop -> new CrashingJournal(disk, loop, way, crashAt));
    }
}
