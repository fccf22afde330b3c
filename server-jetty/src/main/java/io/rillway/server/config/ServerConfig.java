// SPDX-License-Identifier: Apache-2.0
package io.rillway.server.config;

import java.nio.file.Path;
import java.util.Map;

/**
 * The configuration of the reference server, checked.
 *
 * @param file the file that it comes from
 */
public record ServerConfig(Path file) {

    /**
     * {@return the configuration in a file, with what the environment and the flags override}
     *
     * @param file a YAML file; relative paths in it start from its folder
     * @param environment the environment variables; {@code RILLWAY_SERVER_PORT} overrides {@code server.port}
     * @param flags what overrides both, by the path of the key, for example {@code server.port}
     * @throws ConfigException if it cannot be used; nothing has been started then
     */
    public static ServerConfig load(Path file, Map<String, String> environment, Map<String, String> flags) {
        throw new UnsupportedOperationException("server-jetty");
    }
}
