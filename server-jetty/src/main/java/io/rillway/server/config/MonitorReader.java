// SPDX-License-Identifier: Apache-2.0
package io.rillway.server.config;

import io.rillway.events.TopicSelector;
import io.rillway.hub.HubOptions.Retention;
import io.rillway.server.auth.Secrets;
import io.rillway.server.config.ServerConfig.Log;
import io.rillway.server.config.ServerConfig.Monitor;
import io.rillway.server.config.ServerConfig.Threshold;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Reads the log monitor; what it refuses shows neither its token nor where its alerts go. */
final class MonitorReader {

    private static final int LINES = 500;
    private static final int MOST_LINES = 100_000;
    private static final Duration AGE = Duration.ofMinutes(5);
    private static final int ERRORS = 10;
    private static final long LOG_BYTES = 32L << 20;
    private static final TopicSelector LOGS = TopicSelector.of("logs");

    private MonitorReader() {}

    static Monitor read(Optional<Node> section) {
        Monitor monitor = new Monitor(
                section.flatMap(s -> s.child("enabled")).map(Node::flag).orElse(true),
                section.flatMap(s -> s.child("token")).map(MonitorReader::token),
                section.flatMap(s -> s.child("lines"))
                        .map(n -> n.integer(1, MOST_LINES))
                        .orElse(LINES),
                section.flatMap(s -> s.child("age")).map(Node::duration).orElse(AGE),
                section.flatMap(s -> s.child("alert")).map(MonitorReader::alert));
        section.ifPresent(Node::done);
        return monitor;
    }

    private static String token(Node node) {
        String text = node.text();
        boolean isDigest = Secrets.isDigest(text);
        if (!text.matches("[!-~]{1,1024}") || (text.startsWith(Secrets.DIGEST) && !isDigest)) {
            throw node.refuse(
                    "not a token (expected: 1 to 1024 visible ASCII characters, or sha256: and 64 hex digits)", null);
        }
        return text;
    }

    private static Threshold alert(Node node) {
        Threshold alert = new Threshold(
                node.child("threshold").map(n -> n.integer(1, MOST_LINES)).orElse(ERRORS),
                node.child("window").map(Node::duration).orElse(AGE),
                webhook(node.required("webhook")));
        node.done();
        return alert;
    }

    private static URI webhook(Node node) {
        try {
            URI uri = URI.create(node.text());
            String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
            if (uri.getHost() != null && (scheme.equals("https") || scheme.equals("http"))) {
                return uri;
            }
        } catch (IllegalArgumentException e) {
            throw node.refuse("not an address (expected: one of http or https)", null);
        }
        throw node.refuse("not an address (expected: one of http or https)", null);
    }

    /** {@return what the event log keeps where lines are published to it}, unless it is said what it keeps of them */
    static Log over(Log log, Monitor monitor) {
        Retention all = log.retention();
        Map<TopicSelector, Retention> retain = new LinkedHashMap<>(all.retain());
        retain.putIfAbsent(LOGS, new Retention(monitor.lines(), Math.min(LOG_BYTES, all.maxBytes()), monitor.age()));
        return new Log(all.withRetain(retain), log.sync());
    }
}
