// SPDX-License-Identifier: Apache-2.0
package io.rillway.server.config;

import io.rillway.cascade.model.OnRestart;
import io.rillway.cascade.model.Resource;
import io.rillway.hub.HubOptions;
import io.rillway.hub.Storage;
import io.rillway.hub.port.HubLimits;
import io.rillway.server.auth.Principal;
import io.rillway.server.auth.SessionStore;
import io.rillway.server.endpoint.Endpoint;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The configuration of the reference server, checked.
 *
 * @param file the file that it comes from
 * @param listen where the server listens, and how long it may take to stop
 * @param data the folder of what outlives the server; empty keeps nothing
 * @param auth who is known by which credential, or empty for the one token that the first start makes
 * @param endpoints the stream endpoints that are mounted, each by a name of its own
 * @param limits what streams and events are limited to
 * @param log what the event log keeps
 * @param cascades how the engine works
 * @param resources what is orchestrated; they make a graph
 */
public record ServerConfig(
        Path file,
        Listen listen,
        Optional<Path> data,
        Optional<Auth> auth,
        List<Endpoint> endpoints,
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
     * @param takeSockets whether a stream on HTTP/1.1 takes its socket over from Jetty
     */
    public record Listen(
            String host, int port, Duration stopTimeout, Optional<Tls> tls, boolean http2, boolean takeSockets) {

        /**
         * A place without TLS, with HTTP/2.
         *
         * @param host a name or an address
         * @param port 0 for any free one
         * @param stopTimeout how long the children may take to stop
         */
        public Listen(String host, int port, Duration stopTimeout) {
            this(host, port, stopTimeout, Optional.empty(), true, true);
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
     * Who is known by which credential.
     *
     * @param tokens the bearer tokens
     * @param users who may log in with a password, each username once
     * @param jwt which signed tokens are accepted, if any are
     * @param sessions how long a browser stays signed in
     * @param expiryNotice how long before its credential ends a stream is told
     */
    public record Auth(
            List<Token> tokens,
            List<User> users,
            Optional<Jwt> jwt,
            SessionStore.Lives sessions,
            Duration expiryNotice) {

        public Auth {
            tokens = List.copyOf(tokens);
            users = List.copyOf(users);
        }
    }

    /**
     * A bearer token.
     *
     * @param token the token, or {@code sha256:} and its digest in hexadecimal
     * @param principal who has it
     */
    public record Token(String token, Principal principal) {

        /** Names the principal only: a token is a secret. */
        @Override
        public String toString() {
            return "Token[" + principal.name() + "]";
        }
    }

    /**
     * Somebody with a password.
     *
     * @param password the hash of the password, as {@link io.rillway.server.auth.Passwords} makes it
     * @param principal who it is; the name is the username
     */
    public record User(String password, Principal principal) {

        /** Names the principal only. */
        @Override
        public String toString() {
            return "User[" + principal.name() + "]";
        }
    }

    /**
     * Which signed tokens are accepted.
     *
     * @param secret what HS256 signs with
     * @param jwks where the public keys of RS256, ES256 and EdDSA are published
     * @param issuer what {@code iss} must be
     * @param audience what {@code aud} must name
     * @param grantsClaim the claim with roles, grants and publish
     * @param clockSkew how far the issuer's clock may be off
     */
    public record Jwt(
            Optional<String> secret,
            Optional<URI> jwks,
            Optional<String> issuer,
            Optional<String> audience,
            String grantsClaim,
            Duration clockSkew) {

        /** Names no secret. */
        @Override
        public String toString() {
            return "Jwt[" + jwks + ", " + issuer + ", " + audience + "]";
        }
    }

    /**
     * What streams and events are limited to.
     *
     * @param hub what the hub takes on
     * @param maxBatchEvents the most events of one request to publish
     * @param maxBodyBytes the most bytes of one request to publish
     */
    public record Limits(HubLimits hub, int maxBatchEvents, int maxBodyBytes) {}

    /**
     * What the event log keeps, and how.
     *
     * @param retention how much
     * @param sync what an event that is stored survives, where there is a data folder
     */
    public record Log(HubOptions.Retention retention, Storage.Sync sync) {}

    /**
     * How the engine works.
     *
     * @param maxParallel the most steps at one time
     * @param stepTimeout how long a step may take
     * @param pollInterval the time between two looks
     * @param allowRemoteCommands whether processes and commands may be configured over the API
     * @param keeping where its journal is
     */
    public record Cascades(
            int maxParallel,
            Duration stepTimeout,
            Duration pollInterval,
            boolean allowRemoteCommands,
            Keeping keeping) {}

    /**
     * Where the engine's journal is, and what it is for.
     *
     * @param jdbc the JDBC URL of the journal, which may hold a password; empty keeps it in the data folder, or nowhere if
     *     there is none
     * @param sync what an entry of the journal survives, where it is in a file
     * @param onRestart what becomes of a cascade that was under way when the server ended
     * @param cascades how many cascades that have ended are remembered
     */
    public record Keeping(Optional<String> jdbc, Storage.Sync sync, OnRestart onRestart, int cascades) {

        /** Says only whether there is a URL: it may hold a secret. */
        @Override
        public String toString() {
            return "Keeping[" + (jdbc.isPresent() ? "jdbc" : "data folder") + ", " + sync + ", " + onRestart + ", "
                    + cascades + "]";
        }
    }

    /**
     * {@return the endpoint of this name, if it is mounted}
     *
     * @param name its name
     */
    public Optional<Endpoint> endpoint(String name) {
        return endpoints.stream()
                .filter(endpoint -> endpoint.name().equals(name))
                .findFirst();
    }

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
