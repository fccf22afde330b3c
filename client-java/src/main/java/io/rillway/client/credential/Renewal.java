// SPDX-License-Identifier: Apache-2.0
package io.rillway.client.credential;

import static java.util.Objects.requireNonNull;

import io.rillway.client.EventClient;
import io.rillway.client.connect.Origins;
import io.rillway.client.model.CredentialSource;
import io.rillway.events.catalog.SystemEvents;
import io.rillway.events.catalog.SystemEvents.AuthExpiring;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a stream open beyond the end of its credential: when the server says that it is about to end ({@code auth-expiring}),
 * another one is shown to the server beside the stream, which goes on without a reconnect. Where that fails nothing is lost:
 * the server ends the stream, and the client connects anew as ever.
 *
 * <p><b>Threads:</b> a renewal has a thread of its own, so that events are not delayed; there is one at a time. <b>Errors:</b>
 * are logged; an HTTP client that follows redirects itself is an {@link IllegalArgumentException}. <b>Limits:</b> an answer is
 * waited for 10 s.
 */
public final class Renewal {

    private static final Logger LOG = LoggerFactory.getLogger(Renewal.class);

    private static final Pattern CONNECTION = Pattern.compile("[A-Za-z0-9-]{1,64}");

    private final Errand errand;
    private final URI server;
    private final CredentialSource source;
    private final AtomicBoolean busy = new AtomicBoolean();

    /**
     * A renewal.
     *
     * @param http asks the server, and follows no redirects itself; not closed with the client
     * @param server the address of the server, which is shown the credential
     * @param source gives another credential of the same principal, in headers; it is asked as after a refusal. For
     *     streams that {@link MintedCredential} opens it is the longer-lived one
     */
    public Renewal(HttpClient http, URI server, CredentialSource source) {
        this.errand = new Errand(http);
        this.server = requireNonNull(server, "server");
        this.source = requireNonNull(source, "source");
    }

    /**
     * {@return this renewal, told from now on what the client sees}
     *
     * @param client a client that pushes or runs
     */
    public Renewal follow(EventClient client) {
        client.on(SystemEvents.AUTH_EXPIRING, this::expiring);
        return this;
    }

    private void expiring(AuthExpiring event) {
        if (CONNECTION.matcher(event.connectionId()).matches() && busy.compareAndSet(false, true)) {
            Thread thread = new Thread(() -> renew(event.connectionId()), "rillway-renewal");
            thread.setDaemon(true);
            thread.start();
        }
    }

    private void renew(String connection) {
        URI place = server.resolve("/api/v1/connections/" + connection + "/token");
        try {
            int status = errand.ask(place, source.credential(true), BodyHandlers.discarding())
                    .statusCode();
            if (status / 100 == 2) {
                LOG.info("The stream {} has another credential", connection);
            } else {
                LOG.warn("{} refuses another credential: status {}", Origins.redacted(place), status);
            }
        } catch (IOException | RuntimeException e) {
            LOG.warn("{} could not be shown another credential", Origins.redacted(place), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            busy.set(false);
        }
    }
}
