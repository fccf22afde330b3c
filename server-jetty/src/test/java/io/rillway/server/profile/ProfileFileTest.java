// SPDX-License-Identifier: Apache-2.0
package io.rillway.server.profile;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProfileFileTest {

    @TempDir
    private Path folder;

    @Test
    void keepsATokenForEachServer() throws IOException {
        ProfileFile profile = ProfileFile.ofUser(Map.of("XDG_CONFIG_HOME", folder.toString()));

        assertThat(profile.token(URI.create("http://localhost:8080"))).isEmpty();
        profile.put(URI.create("http://127.0.0.1:8080"), "one");
        profile.put(URI.create("https://rillway.example"), "two");

        assertThat(profile.token(URI.create("http://localhost:8080/"))).contains("one");
        assertThat(profile.token(URI.create("http://[::1]:8080"))).contains("one");
        assertThat(profile.token(URI.create("http://localhost:8081"))).isEmpty();
        assertThat(profile.token(URI.create("https://Rillway.example:443"))).contains("two");
        assertThat(profile.lastServer()).contains(URI.create("https://rillway.example"));
        assertThat(profile.path()).isEqualTo(folder.resolve("rillway/profile.json"));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(profile.path())))
                .isEqualTo("rw-------");
    }

    @Test
    void standsWhereTheEnvironmentSays() {
        Path path = folder.resolve("p.json");

        ProfileFile.ofUser(Map.of("RILLWAY_PROFILE", path.toString())).put(URI.create("http://127.0.0.1:1"), "x");

        assertThat(path).exists();
    }
}
