// SPDX-License-Identifier: Apache-2.0
package io.rillway.client.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rillway.client.model.StreamException;
import io.rillway.client.model.StreamException.Kind;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HeadTest {

    private static Head head(int status, String name, String value) {
        Map<String, List<String>> headers = Map.of("Content-Type", List.of("text/event-stream"), name, List.of(value));
        return new Head(URI.create("http://host/a/b?c"), status, HttpHeaders.of(headers, (n, v) -> true));
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "GZIP", "x-gzip", "deflate", "br", "zstd", "identity, gzip"})
    void aCompressedStreamIsRefusedBecauseNobodyAskedForIt(String coding) {
        Head head = head(200, "Content-Encoding", coding);

        assertThat(head.isStream()).isFalse();
        StreamException refusal = head.refusal(Instant.EPOCH);
        assertThat(refusal.kind()).isEqualTo(Kind.CONTENT_TYPE);
        assertThat(refusal).hasMessageContaining("compressed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "identity", "none", "utf-8"})
    void otherWordsAreNoCompression(String coding) {
        assertThat(head(200, "Content-Encoding", coding).isStream()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  "})
    void anEmptyLocationLeadsNowhere(String location) {
        Head head = head(302, "Location", location);

        assertThatThrownBy(head::location)
                .isInstanceOfSatisfying(
                        StreamException.class,
                        refusal -> assertThat(refusal.kind()).isEqualTo(Kind.REDIRECT));
    }

    @Test
    void aLocationIsRelativeToTheAddress() {
        assertThat(head(302, "Location", "d").location()).hasToString("http://host/a/d");
        assertThat(head(302, "Location", "?d").location()).hasToString("http://host/a/b?d");
    }
}
