// SPDX-License-Identifier: Apache-2.0
package io.rillway.cli.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.rillway.cli.shell.Exit;
import java.net.URI;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RefusalTest {

    private static Refusal refusal(int status, String error) {
        Access access = new Access(URI.create("http://host:1"), Optional.empty());
        return new Refusal(access, status, Optional.of("30"), Json.MAPPER.readTree(error));
    }

    private static String said(int status, String error) {
        return refusal(status, error).asException().getMessage();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"dependents\":[\"a\"]} | still needed; stop them first, or all at once: --dependents stop",
                "{\"dependents\":[\"a\",\"g\"],\"groups\":[\"g\"]} | still needed; stop them first, or all at once: --dependents stop",
                "{\"dependents\":[\"g\"],\"groups\":[\"g\"]} | still needed"
            })
    void saysHowToStopWhatIsInTheWayUnlessOnlyGroupsAre(String details, String message) {
        assertThat(said(
                        409,
                        "{\"code\":\"DEPENDENTS_ACTIVE\",\"message\":\"still needed\",\"details\":" + details + "}"))
                .isEqualTo(message);
    }

    @Test
    void whatIsNotOfThisServerIsAsked() {
        assertThat(said(404, "{}")).isEqualTo("http://host:1 answers with status 404; is it a Rillway server?");
        assertThat(said(429, "{\"code\":\"TOO_MANY_OF_PRINCIPAL\",\"message\":\"anna has its 2 streams\"}"))
                .isEqualTo("anna has its 2 streams; try again in 30 s");
        assertThat(refusal(502, "{}").asException().exitCode()).isEqualTo(Exit.UNREACHABLE);
        assertThat(refusal(429, "{}").asException().exitCode()).isEqualTo(Exit.REFUSED);
    }
}
