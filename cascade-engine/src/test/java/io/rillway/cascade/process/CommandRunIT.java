// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class CommandRunIT {

    private static final Duration TIME = Duration.ofSeconds(30);

    @TempDir
    private Path folder;

    private CommandResult run(String script) throws Exception {
        Launch launch = new Launch(List.of("sh", "-c", script), new Surroundings(folder, Map.of()));
        return new CommandRun(launch, TIME).apart();
    }

    /** The name is gone as soon as the command has the file open, so that no kill of this program can leave it behind. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void aCommandUnderWayHasNoFileOnTheDisk() throws Exception {
        // Its own name may need a moment to go: the command waits for that, and for no longer than this.
        CommandResult result =
                run("for i in $(seq 200); do f=$(readlink /proc/$$/fd/1); case \"$f\" in *deleted*) break;; esac;"
                        + " sleep 0.05; done; echo \"$f\"");

        assertThat(result.output())
                .singleElement()
                .asString()
                .endsWith(" (deleted)")
                .contains("/rillway-");
        String name = result.output().get(0).replace(" (deleted)", "");
        assertThat(Path.of(name)).doesNotExist();
    }

    @Test
    void keepsTheEndOfWhatItWroteInTheirOrder() throws Exception {
        CommandResult result = run("echo first; seq 1 100000; echo wrong >&2; exit 4");

        assertThat(result.exitCode()).hasValue(4);
        assertThat(result.output()).hasSize(20).endsWith("99999", "100000", "wrong");
    }

    @Test
    void itsOutputIsForItsOwnerAlone() throws Exception {
        try (PassingOutput output = PassingOutput.create(10)) {
            assertThat(Files.getPosixFilePermissions(output.target().toPath()))
                    .containsExactlyInAnyOrder(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
        }
    }

    @Test
    void whatIsBeyondTheBoundIsCutAndItsEndKept() throws Exception {
        try (PassingOutput output = PassingOutput.create(10)) {
            Files.writeString(output.target().toPath(), "one\ntwo\nthree\n");
            output.tend();
            assertThat(output.target()).isEmpty();
            Files.writeString(output.target().toPath(), "four\n");

            assertThat(output.tail(3)).containsExactly("two", "three", "four");
            assertThat(output.tail(1)).containsExactly("four");
            output.opened();
            assertThat(output.target()).doesNotExist();
            assertThat(output.tail(1)).containsExactly("four");
        }
    }
}
