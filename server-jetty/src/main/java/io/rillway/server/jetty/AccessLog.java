// SPDX-License-Identifier: Apache-2.0
package io.rillway.server.jetty;

import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.RequestLog;
import org.eclipse.jetty.server.Response;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One line for each request that has been answered; of a stream, when it has ended. What may be a credential is not in it:
 * no header is, and of the query only the values of parameters that are known to be harmless.
 */
final class AccessLog implements RequestLog {

    private static final Logger LOG = LoggerFactory.getLogger("io.rillway.access");
    private static final List<String> HARMLESS =
            List.of("topic", "events", "since", "last", "last_event_id", "lines", "stop", "ack");
    private static final int MOST_CHARACTERS = 500;

    @Override
    public void log(Request request, Response response) {
        if (LOG.isInfoEnabled()) {
            long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - request.getHeadersNanoTime());
            LOG.info(
                    "{} {} {} {} {} bytes {} ms",
                    Request.getRemoteAddr(request),
                    plain(request.getMethod()),
                    shown(request.getHttpURI().getPath(), request.getHttpURI().getQuery()),
                    response.getStatus(),
                    Response.getContentBytesWritten(response),
                    millis);
        }
    }

    /** {@return a path and a query as they may be read by anybody} */
    static String shown(@Nullable String path, @Nullable String query) {
        StringBuilder shown = new StringBuilder(plain(path == null ? "-" : path));
        if (query != null) {
            char separator = '?';
            for (String part : query.split("&", -1)) {
                shown.append(separator).append(redacted(part));
                separator = '&';
            }
        }
        return shown.length() > MOST_CHARACTERS ? shown.substring(0, MOST_CHARACTERS) + "..." : shown.toString();
    }

    private static String redacted(String part) {
        int equals = part.indexOf('=');
        String name = equals < 0 ? part : part.substring(0, equals);
        boolean isOne = part.indexOf(';') < 0;
        if (!isOne || !HARMLESS.contains(name.toLowerCase(Locale.ROOT))) {
            return equals < 0 ? "***" : plain(name.length() > 32 ? "***" : name) + "=***";
        }
        return plain(part);
    }

    /** A line of the log stays one line, whatever stands in an address. */
    private static String plain(String text) {
        StringBuilder plain = new StringBuilder();
        text.chars().forEach(c -> plain.append(c > ' ' && c < 0x7f ? (char) c : '?'));
        return plain.toString();
    }
}
