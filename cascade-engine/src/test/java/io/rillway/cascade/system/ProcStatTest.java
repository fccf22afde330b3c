// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.system;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ProcStatTest {

    private static final String AFTER_NAME =
            " S 7 42 41 0 -1 4194560 1 2 3 4 5 6 7 8 20 0 1 0 987654 1000 2000 18446744073709551615 1 1\n";

    @Test
    void readsWhoItIsAndWhereItBelongs() {
        ProcStat stat = ProcStat.parse("boot", "42 (java)" + AFTER_NAME).orElseThrow();

        assertThat(stat.lives()).isTrue();
        assertThat(stat.entry()).isEqualTo(new ProcessEntry(new ProcessIdentity("boot", 42, 987_654), 7, 42, 41));
    }

    @Test
    void isNotMisledByANameOfParenthesesAndSpaces() {
        ProcStat stat =
                ProcStat.parse("boot", "42 (a) R 1 1 (b c)" + AFTER_NAME).orElseThrow();

        assertThat(stat.entry().parent()).isEqualTo(7);
        assertThat(stat.entry().session()).isEqualTo(41);
    }

    @Test
    void takesAZombieForDead() {
        ProcStat stat = ProcStat.parse("boot", "42 (java)" + AFTER_NAME.replace(" S ", " Z "))
                .orElseThrow();

        assertThat(stat.lives()).isFalse();
    }

    @Test
    void makesNothingOfALineThatSaysTooLittle() {
        assertThat(ProcStat.parse("boot", "")).isEmpty();
        assertThat(ProcStat.parse("boot", "42 (java) S 7")).isEmpty();
    }
}
