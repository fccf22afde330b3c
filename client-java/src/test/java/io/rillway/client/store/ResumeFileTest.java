// SPDX-License-Identifier: Apache-2.0
package io.rillway.client.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResumeFileTest {

    @TempDir
    private Path folder;

    @Test
    void keepsThePlaceForTheNextProcess() throws Exception {
        Path file = folder.resolve("place");
        assertThat(new ResumeFile(file).load()).isEmpty();
        new ResumeFile(file).save("1-7");
        new ResumeFile(file).save("1-8 \u20ac\n");
        assertThat(new ResumeFile(file).load()).isEqualTo("1-8 \u20ac\n");
    }

    @Test
    void tellsThatItCannotKeepIt() {
        assertThatIOException().isThrownBy(() -> new ResumeFile(folder.resolve("none/place")).save("1"));
    }
}
