// SPDX-License-Identifier: Apache-2.0
package io.rillway.cli.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.rillway.cli.shell.CommandException;
import io.rillway.server.profile.ProfileFile;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AccessTest {

    private static final URI KEPT = URI.create("http://127.0.0.1:4711");

    @TempDir
    private Path folder;

    private Map<String, String> profile = Map.of();

    @BeforeEach
    void keep() {
        profile = Map.of("RILLWAY_PROFILE", folder.resolve("profile.json").toString());
    }

    private static Access resolve(String url, String token, Map<String, String> environment) {
        return Access.resolve(
                Optional.of(url).filter(u -> !u.isEmpty()), Optional.of(token).filter(t -> !t.isEmpty()), environment);
    }

    @Test
    void takesTheUsualAddressAndNoTokenWhereNothingIsSaid() {
        assertThat(resolve("", "", profile))
                .isEqualTo(new Access(URI.create("http://127.0.0.1:8080"), Optional.empty()));
    }

    @Test
    void takesTheLastServerOfTheProfileWithItsToken() {
        ProfileFile.ofUser(profile).put(KEPT, "secret");

        assertThat(resolve("", "", profile)).isEqualTo(new Access(KEPT, Optional.of("secret")));
        assertThat(resolve("http://localhost:4711/", "", profile).token()).contains("secret");
        assertThat(resolve("http://127.0.0.1:4712", "", profile).token()).isEmpty();
    }

    @Test
    void prefersTheEnvironmentToTheProfileAndOptionsToBoth() {
        ProfileFile.ofUser(profile).put(KEPT, "secret");
        Map<String, String> environment = Map.of(
                "RILLWAY_PROFILE",
                profile.getOrDefault("RILLWAY_PROFILE", ""),
                "RILLWAY_URL",
                "https://one.example",
                "RILLWAY_TOKEN",
                "of-environment");

        assertThat(resolve("", "", environment))
                .isEqualTo(new Access(URI.create("https://one.example"), Optional.of("of-environment")));
        assertThat(resolve("http://other.example:81", "of-option", environment))
                .isEqualTo(new Access(URI.create("http://other.example:81"), Optional.of("of-option")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"nonsense", "ftp://host", "http://", "http://a b", "http://host?x=1"})
    void refusesAnAddressThatIsNone(String url) {
        assertThatExceptionOfType(CommandException.class)
                .isThrownBy(() -> resolve(url, "", profile))
                .withMessage("--url: \"" + url + "\" (expected: http://HOST:PORT)")
                .extracting(CommandException::exitCode)
                .isEqualTo(2);
    }

    @Test
    void refusesATokenThatCannotBeSentWithoutShowingIt() {
        assertThatExceptionOfType(CommandException.class)
                .isThrownBy(() -> resolve("http://host", "se cret\n", profile))
                .withMessageNotContaining("cret");
        assertThat(new Access(KEPT, Optional.of("secret")).toString()).doesNotContain("secret");
    }

    @Test
    void saysSoWhenTheProfileCannotBeRead() throws IOException {
        Files.createDirectory(folder.resolve("profile.json"));

        assertThatExceptionOfType(CommandException.class)
                .isThrownBy(() -> resolve("", "", profile))
                .withMessageContaining("profile");
    }
}
