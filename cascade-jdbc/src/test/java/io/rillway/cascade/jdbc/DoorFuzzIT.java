// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.rillway.cascade.fuzz.DoorFuzz;
import io.rillway.cascade.fuzz.Lives;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever several callers ask of an engine's door at once, over an H2 file that outlives the engines. */
class DoorFuzzIT {

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(longs = {1001, 1002})
    void keepsItsPromisesWhateverIsAsked(long seed) throws Exception {
        Lives lives = Lives.over(JdbcJournal.source(JdbcOptions.file(folder.resolve("journal"))));

        assertThat(DoorFuzz.run(seed, lives, folder.resolve("run"))).isEmpty();
    }
}
