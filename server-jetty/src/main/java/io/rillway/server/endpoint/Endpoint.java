// SPDX-License-Identifier: Apache-2.0
package io.rillway.server.endpoint;

import static java.util.Objects.requireNonNull;

import io.rillway.hub.port.StreamOptions;
import io.rillway.server.auth.CredentialSource;
import java.util.List;

/**
 * An endpoint: where streams are served, to whom, what they carry and how they look. The ready-made ones fit the clients of
 * the applications that they are named after, as those clients are.
 *
 * @param name what it is called; a ticket for a stream is minted for an endpoint by its name
 * @param paths where the reference server mounts it, at least one; an embedder mounts a servlet where it likes
 * @param credentials where a credential may stand, in the order they are tried
 * @param offer what its streams carry, and what a request may choose
 * @param answers how it answers in HTTP
 * @param options how its streams look and behave
 */
public record Endpoint(
        String name,
        List<String> paths,
        List<CredentialSource> credentials,
        Offer offer,
        Answers answers,
        StreamOptions options) {

    public Endpoint {
        requireNonNull(name, "name");
        requireNonNull(offer, "offer");
        requireNonNull(answers, "answers");
        requireNonNull(options, "options");
        paths = List.copyOf(paths);
        credentials = List.copyOf(credentials);
        if (paths.isEmpty()) {
            throw new IllegalArgumentException("paths: [] (expected: at least one)");
        }
    }

    /** {@return the canonical endpoint: raw bodies, {@code connected}, {@code ping} every 15 s, topics and filters} */
    public static Endpoint canonical() {
        return Presets.canonical();
    }

    /** {@return the endpoint of the home-lab application (requirements S1-02 to S1-10)} */
    public static Endpoint homelab() {
        return Presets.homelab();
    }

    /** {@return the endpoint of the log monitor (requirements S2-01 to S2-10)} */
    public static Endpoint monitor() {
        return Presets.monitor();
    }

    /** {@return the endpoint of the cluster platform (requirements S3-01 to S3-06)} */
    public static Endpoint platform() {
        return Presets.platform();
    }

    /** {@return the endpoint of the writing platform (requirements S4-01 to S4-10)} */
    public static Endpoint studio() {
        return Presets.studio();
    }

    /** {@return the endpoint of the coaching platform (requirements S5-01, S5-02, S5-14)} */
    public static Endpoint coaching() {
        return Presets.coaching();
    }

    /** {@return all that are ready-made, each by a name of its own} */
    public static List<Endpoint> presets() {
        return List.of(canonical(), homelab(), monitor(), platform(), studio(), coaching());
    }

    /** {@return whether a cookie or a header can open a stream, so that its address need not show anything} */
    public boolean takesHeaders() {
        return credentials.stream().anyMatch(source -> source.inQuery().isEmpty());
    }

    /** {@return whether something that is minted for an endpoint can open a stream} */
    public boolean takesTickets() {
        return credentials.stream().anyMatch(CredentialSource::isTicket);
    }

    /**
     * {@return this endpoint under another name, with tickets of its own}
     *
     * @param name what it is called
     */
    public Endpoint withName(String name) {
        return new Endpoint(name, paths, credentials, offer, answers, options).withCredentials(credentials);
    }

    /**
     * {@return this endpoint at other paths}
     *
     * @param paths where the reference server mounts it
     */
    public Endpoint withPaths(String... paths) {
        return new Endpoint(name, List.of(paths), credentials, offer, answers, options);
    }

    /**
     * {@return this endpoint with other credentials}
     *
     * @param credentials where a credential may stand; tickets are those for this endpoint
     */
    public Endpoint withCredentials(List<CredentialSource> credentials) {
        return new Endpoint(name, paths, credentials.stream().map(this::own).toList(), offer, answers, options);
    }

    private CredentialSource own(CredentialSource source) {
        if (source instanceof CredentialSource.SessionTicket ticket) {
            return new CredentialSource.SessionTicket(ticket.parameter(), name);
        }
        return source instanceof CredentialSource.StreamToken token
                ? new CredentialSource.StreamToken(token.parameter(), name)
                : source;
    }

    /**
     * {@return this endpoint with another offer}
     *
     * @param offer what its streams carry, and what a request may choose
     */
    public Endpoint withOffer(Offer offer) {
        return new Endpoint(name, paths, credentials, offer, answers, options);
    }

    /**
     * {@return this endpoint with other answers}
     *
     * @param answers how it answers in HTTP
     */
    public Endpoint withAnswers(Answers answers) {
        return new Endpoint(name, paths, credentials, offer, answers, options);
    }

    /**
     * {@return this endpoint with other options}
     *
     * @param options how its streams look and behave
     */
    public Endpoint withOptions(StreamOptions options) {
        return new Endpoint(name, paths, credentials, offer, answers, options);
    }
}
