// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.rillway.cascade.system.ProcessIdentity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MarkFileTest {

    @TempDir
    private Path folder;

    @Test
    void saysNothingBeforeAnythingWasWritten() throws IOException {
        assertThat(file().read()).isEmpty();
    }

    @Test
    void makesItsFolderAndKeepsTheIntentionThenTheIdentity() throws IOException {
        ProcessIdentity child = new ProcessIdentity("7f0c-boot", 4711, 987_654);

        file().writeIntention();
        assertThat(file().read()).contains(Mark.INTENTION);

        file().write(child);
        assertThat(file().read()).contains(new Mark(child));

        file().delete();
        assertThat(file().read()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"garbage", "boot=x\npid=1\n", "boot=x\npid=one\nstarted=2\n", "boot=\\u12"})
    void takesWhatItCannotReadForAnIntention(String text) throws IOException {
        file().writeIntention();
        Files.writeString(file().path(), text);

        assertThat(file().read()).contains(Mark.INTENTION);
    }

    private MarkFile file() {
        return new MarkFile(folder.resolve("a/b/process.mark"));
    }
}
