// SPDX-License-Identifier: Apache-2.0
package io.rillway.client.credential;

import static java.util.Objects.requireNonNull;

import io.rillway.client.connect.Origins;
import io.rillway.client.model.Credential;
import io.rillway.client.model.CredentialSource;
import io.rillway.client.model.StreamException;
import io.rillway.client.model.StreamException.Kind;
import io.rillway.events.EventType;
import io.rillway.events.catalog.Entity;
import io.rillway.events.json.EventCodec;
import io.rillway.events.json.MalformedEventException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Optional;

/**
 * Mints a credential for each attempt with a longer-lived one, as a one-time session or a token for streams alone
 * (requirements S4-01, S4-02): the longer-lived one shows in no address.
 *
 * <p><b>Threads:</b> called by the one who drives the client, which waits for the answer, 10 s at most. <b>Errors:</b> an HTTP
 * client that follows redirects itself is an {@link IllegalArgumentException}, since it would take the credential along. A
 * status that refuses is a {@link StreamException} that the client judges like one of the stream; 401 asks the longer-lived
 * source to renew, once. Anything else is an {@link IOException}, after which the next attempt asks again.
 */
public final class MintedCredential implements CredentialSource {

    private static final EventType<Entity> ANSWER = EventType.of("minted", Entity.class);

    private final Errand errand;
    private final URI mint;
    private final String name;
    private final CredentialSource longer;

    /**
     * A mint.
     *
     * @param http asks the mint, and follows no redirects itself; not closed with the client
     * @param mint where to ask, by POST
     * @param name the field of the answer, and the parameter of the stream's address
     * @param longer what to ask with
     */
    public MintedCredential(HttpClient http, URI mint, String name, CredentialSource longer) {
        this.errand = new Errand(http);
        this.mint = requireNonNull(mint, "mint");
        this.name = requireNonNull(name, "name");
        this.longer = requireNonNull(longer, "longer");
    }

    /**
     * {@return one-time sessions of a server, from {@code /api/v1/events/session}}
     *
     * @param http asks the server
     * @param server the address of the server
     * @param longer what to ask with
     */
    public static MintedCredential session(HttpClient http, URI server, CredentialSource longer) {
        return new MintedCredential(http, server.resolve("/api/v1/events/session"), "session_id", longer);
    }

    /**
     * {@return tokens for streams alone, from {@code /api/v1/auth/sse-token}}
     *
     * @param http asks the server
     * @param server the address of the server
     * @param longer what to ask with
     */
    public static MintedCredential sseToken(HttpClient http, URI server, CredentialSource longer) {
        return new MintedCredential(http, server.resolve("/api/v1/auth/sse-token"), "sse_token", longer);
    }

    @Override
    public Credential credential(boolean refused) throws IOException, InterruptedException {
        HttpResponse<String> answer = errand.ask(mint, longer.credential(refused), BodyHandlers.ofString());
        int status = answer.statusCode();
        if (status / 100 != 2) {
            String place = Origins.redacted(mint);
            throw StreamException.answered(
                    Kind.HTTP_STATUS, "no credential: status " + status, place, status, Optional.empty());
        }
        return Credential.parameter(name, minted(answer.body()));
    }

    private String minted(String body) throws IOException {
        try {
            return new EventCodec()
                    .decode(ANSWER, body)
                    .text(name)
                    .orElseThrow(() -> new IOException("the mint's answer has no " + name));
        } catch (MalformedEventException e) {
            // Without its cause, which may repeat the answer.
            throw new IOException("the mint's answer is no JSON object");
        }
    }
}
