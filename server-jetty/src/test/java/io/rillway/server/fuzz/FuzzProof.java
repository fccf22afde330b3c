// SPDX-License-Identifier: Apache-2.0
package io.rillway.server.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import io.rillway.server.testing.FuzzCorpus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Lets Jazzer look for inputs that break a promise, in a program of its own; run by the profile {@code proof-fuzz} alone. */
class FuzzProof {

    private static final String SECONDS = System.getProperty("proof.fuzz.seconds", "60");

    @ParameterizedTest
    @CsvSource({"query,http.QueryTarget", "body,rest.BodyTarget", "config,config.ConfigTarget"})
    void nothingIsFound(String name, String target) throws IOException, InterruptedException {
        Path found = Files.createDirectories(Path.of("target", "fuzz", name));
        Process jazzer = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx512m",
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        "com.code_intelligence.jazzer.Jazzer",
                        "--target_class=io.rillway.server." + target,
                        "--instrumentation_includes=io.rillway.**:tools.jackson.**:org.yaml.**:org.snakeyaml.**",
                        "-max_total_time=" + SECONDS,
                        "-rss_limit_mb=3000",
                        "-artifact_prefix=" + found + "/",
                        found.toString(),
                        FuzzCorpus.folder(name).toString()))
                .inheritIO()
                .start();
        assertThat(jazzer.waitFor())
                .as("see what Jazzer says above, and " + found)
                .isZero();
    }
}
