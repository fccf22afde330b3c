// SPDX-License-Identifier: Apache-2.0
package io.rillway.server.fuzz;

import io.rillway.server.config.ConfigTarget;
import io.rillway.server.http.QueryTarget;
import io.rillway.server.rest.BodyTarget;
import io.rillway.server.testing.FuzzCorpus;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.junit.jupiter.api.Test;

/** What the fuzzer has found and what it started from, with changes that are the same in every run. */
class FuzzCorpusTest {

    @Test
    void aQueryIsRefusedOrNarrowed() throws IOException {
        FuzzCorpus.of("query").each(5000, QueryTarget::fuzzerTestOneInput);
    }

    @Test
    void aBodyIsRefusedOrOneFrame() throws IOException {
        FuzzCorpus.of("body").each(5000, BodyTarget::fuzzerTestOneInput);
    }

    @Test
    void aConfigurationIsRefusedOrRead() throws IOException {
        FuzzCorpus.of("config").each(1000, FuzzCorpusTest::configuration);
    }

    private static void configuration(byte[] input) {
        try {
            ConfigTarget.fuzzerTestOneInput(input);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
