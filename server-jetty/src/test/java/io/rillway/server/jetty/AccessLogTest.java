// SPDX-License-Identifier: Apache-2.0
package io.rillway.server.jetty;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AccessLogTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "|",
                "topic=a/b&last=5|?topic=a/b&last=5",
                "token=s3cret|?token=***",
                "TOKEN=s3cret|?TOKEN=***",
                "%74oken=s3cret|?%74oken=***",
                "session_id=s3cret&topic=a|?session_id=***&topic=a",
                "sse_token=s3cret|?sse_token=***",
                "ticket=s3cret|?ticket=***",
                "access_token=s3cret|?access_token=***",
                "meta_x=s3cret|?meta_x=***",
                "s3cret|?***",
                "=s3cret|?=***",
                "token=s3cret=s3cret|?token=***",
                "token=&token=s3cret|?token=***&token=***",
                "topic=a;token=s3cret|?topic=***"
            })
    @DisplayName("S4-04 the values of a query that may be credentials are not written down")
    void whatMayBeACredentialIsLeftOut(@Nullable String query, @Nullable String shown) {
        assertThat(AccessLog.shown("/p", query)).isEqualTo("/p" + (shown == null ? "" : shown));
    }

    @Test
    void aLineStaysALine() {
        assertThat(AccessLog.shown("/a\r\nGET /b\u2028\u001b[31m", "topic=\n")).isEqualTo("/a??GET?/b??[31m?topic=?");
        assertThat(AccessLog.shown("/" + "x".repeat(1000), null)).hasSize(503);
        assertThat(AccessLog.shown(null, null)).isEqualTo("-");
    }
}
