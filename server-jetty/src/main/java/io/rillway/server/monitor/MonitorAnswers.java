// SPDX-License-Identifier: Apache-2.0
package io.rillway.server.monitor;

import io.rillway.events.json.EventCodec;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;

/** The answers of the monitor, as S2-10 and S2-11 have them. */
final class MonitorAnswers {

    private static final EventCodec CODEC = new EventCodec();

    private MonitorAnswers() {}

    static void error(HttpServletResponse response, int status, String code) throws IOException {
        json(response, status, Map.of("error", code));
    }

    static void json(HttpServletResponse response, int status, Map<String, ?> body) throws IOException {
        byte[] bytes = CODEC.encode(body);
        response.setStatus(status);
        response.setContentType("application/json");
        response.setHeader("Cache-Control", "no-store");
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setContentLength(bytes.length);
        response.getOutputStream().write(bytes);
    }
}
