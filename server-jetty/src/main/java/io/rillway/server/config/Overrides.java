// SPDX-License-Identifier: Apache-2.0
package io.rillway.server.config;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.node.ObjectNode;

/** What overrides a configuration's values: variables of the environment, and flags over them. */
final class Overrides {

    private static final String PREFIX = "RILLWAY_";
    static final List<String> KEYS = List.of(
            "server.host",
            "server.port",
            "server.stopTimeout",
            "server.http2",
            "server.takeSockets",
            "server.tls.keyStore",
            "server.tls.password",
            "server.proxies.header",
            "server.cors.credentials",
            "server.cors.maxAge",
            "server.requests.maxHeaderBytes",
            "server.requests.headerTimeout",
            "server.requests.bodyTimeout",
            "server.hsts",
            "data",
            "auth.jwt.secret",
            "auth.jwt.jwks",
            "auth.jwt.issuer",
            "auth.jwt.audience",
            "auth.jwt.grantsClaim",
            "auth.jwt.clockSkew",
            "auth.sessions.idle",
            "auth.sessions.absolute",
            "limits.maxSubscribers",
            "limits.maxPerPrincipal",
            "limits.maxTopics",
            "limits.connectsPerSecond",
            "limits.maxEventBytes",
            "limits.maxBatchEvents",
            "limits.maxBodyBytes",
            "log.maxEvents",
            "log.maxAge",
            "log.maxBytes",
            "log.sync",
            "monitor.enabled",
            "monitor.token",
            "monitor.lines",
            "monitor.age",
            "monitor.alert.threshold",
            "monitor.alert.window",
            "monitor.alert.webhook",
            "cascades.maxParallel",
            "cascades.stepTimeout",
            "cascades.pollInterval",
            "cascades.allowRemoteCommands",
            "cascades.jdbc",
            "cascades.sync",
            "cascades.onRestart",
            "cascades.keptCascades",
            "cascades.orphans");

    private Overrides() {}

    /** Puts the overriding values in their places; {@return what set each, by the path of its key} */
    static Map<String, String> apply(
            Path file, ObjectNode root, Map<String, String> environment, Map<String, String> flags) {
        Map<String, String> values = new LinkedHashMap<>();
        Map<String, String> origins = new LinkedHashMap<>();
        for (String key : KEYS) {
            String value = environment.get(variable(key));
            if (value != null) {
                values.put(key, value);
                origins.put(key, variable(key));
            }
        }
        values.putAll(flags);
        flags.keySet().forEach(key -> origins.put(key, "the flag for " + key));
        values.forEach((key, value) -> put(file, root, key, value));
        return origins;
    }

    static String variable(String key) {
        return PREFIX + key.replace('.', '_').toUpperCase(Locale.ROOT);
    }

    private static void put(Path file, ObjectNode root, String key, String value) {
        ObjectNode section = root;
        int from = 0;
        for (int dot = key.indexOf('.'); dot >= 0; dot = key.indexOf('.', from)) {
            section = section(file, section, key.substring(from, dot), key.substring(0, dot));
            from = dot + 1;
        }
        section.put(key.substring(from), value);
    }

    private static ObjectNode section(Path file, ObjectNode outer, String name, String path) {
        if (outer.path(name).isMissingNode() || outer.path(name).isNull()) {
            return outer.putObject(name);
        }
        if (!(outer.get(name) instanceof ObjectNode inner)) {
            throw new ConfigException(
                    file, path, "not a map (expected: a map of keys and values, one of which is overridden)", null);
        }
        return inner;
    }
}
