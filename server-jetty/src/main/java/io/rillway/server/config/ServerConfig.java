// SPDX-License-Identifier: Apache-2.0
package io.rillway.server.config;

import io.rillway.cascade.model.Resource;
import io.rillway.events.TopicSelector;
import io.rillway.server.auth.Role;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The configuration of the reference server, checked.
 *
 * @param file the file that it comes from
 * @param listen where the server listens, and how long it may take to stop
 * @param data the folder of what outlives the server; empty keeps nothing
 * @param tokens the bearer tokens, or empty for the one token that the first start makes
 * @param endpoints the names of the stream endpoints that are mounted
 * @param limits what streams and events are limited to
 * @param log what the event log keeps
 * @param cascades how the engine works
 * @param resources what is orchestrated; they make a graph
 */
public record ServerConfig(
        Path file,
        Listen listen,
        Optional<Path> data,
        Optional<List<Token>> tokens,
        List<String> endpoints,
        Limits limits,
        Log log,
        Cascades cascades,
        List<Resource> resources) {

    /**
     * Where the server listens.
     *
     * @param host a name or an address
     * @param port 0 for any free one
     * @param stopTimeout how long the children may take to stop
     * @param tls the server's key, if it speaks TLS
     * @param http2 whether it speaks HTTP/2 beside HTTP/1.1
     */
    public record Listen(String host, int port, Duration stopTimeout, Optional<Tls> tls, boolean http2) {

        /**
         * A place without TLS, with HTTP/2.
         *
         * @param host a name or an address
         * @param port 0 for any free one
         * @param stopTimeout how long the children may take to stop
         */
        public Listen(String host, int port, Duration stopTimeout) {
            this(host, port, stopTimeout, Optional.empty(), true);
        }
    }

    /**
     * A key store that was opened once with its password.
     *
     * @param keyStore a PKCS12 or JKS file with the server's key and its certificates
     * @param password opens the store and the key
     */
    public record Tls(Path keyStore, String password) {

        /** Names the file only: the password is a secret. */
        @Override
        public String toString() {
            return "Tls[" + keyStore + "]";
        }
    }

    /**
     * A bearer token.
     *
     * @param token the token, or {@code sha256:} and its digest in hexadecimal
     * @param principal who has it
     * @param roles what they may do
     * @param grants what they may see
     * @param publish what they may publish to
     */
    public record Token(
            String token, String principal, Set<Role> roles, List<TopicSelector> grants, List<TopicSelector> publish) {

        /** Names the principal only: a token is a secret. */
        @Override
        public String toString() {
            return "Token[" + principal + "]";
        }
    }

    /**
     * What streams and events are limited to.
     *
     * @param maxSubscribers the most streams at one time
     * @param maxEventBytes the most bytes of one event
     * @param maxBatchEvents the most events of one request to publish
     * @param maxBodyBytes the most bytes of one request to publish
     */
    public record Limits(int maxSubscribers, int maxEventBytes, int maxBatchEvents, int maxBodyBytes) {}

    /**
     * What the event log keeps.
     *
     * @param maxEvents the most events
     * @param maxAge the greatest age
     * @param maxBytes the most bytes
     */
    public record Log(int maxEvents, Duration maxAge, long maxBytes) {}

    /**
     * How the engine works.
     *
     * @param maxParallel the most steps at one time
     * @param stepTimeout how long a step may take
     * @param pollInterval the time between two looks
     * @param allowRemoteCommands whether processes and commands may be configured over the API
     */
    public record Cascades(int maxParallel, Duration stepTimeout, Duration pollInterval, boolean allowRemoteCommands) {}

    /**
     * {@return the configuration in a file, with what the environment and the flags override}
     *
     * @param file a YAML file; relative paths in it start from its folder
     * @param environment the environment variables; {@code RILLWAY_SERVER_PORT} overrides {@code server.port}
     * @param flags what overrides both, by the path of the key, for example {@code server.port}
     * @throws ConfigException if it cannot be used; nothing has been started then
     */
    public static ServerConfig load(Path file, Map<String, String> environment, Map<String, String> flags) {
        return new ConfigReader(file).read(environment, flags);
    }
}
