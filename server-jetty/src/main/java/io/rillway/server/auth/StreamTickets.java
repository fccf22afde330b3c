// SPDX-License-Identifier: Apache-2.0
package io.rillway.server.auth;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/**
 * What opens a stream without showing the credential in its address: session ids, each good for one stream, and stream
 * tokens, good for some seconds. Neither is good for anything else, or at another endpoint,
 * or longer than the credential that it was minted with; a stream that it opens lasts as long as that one.
 *
 * <p><b>Threads:</b> any; of many who use one session id at once one has it. <b>Limits:</b> 30 seconds for a session id, 60
 * for a token; of 200 000 the eldest makes room.
 */
public final class StreamTickets {

    private static final Duration SESSION = Duration.ofSeconds(30);
    private static final Duration TOKEN = Duration.ofSeconds(60);
    private static final int MOST = 200_000;

    private record Ticket(Identity owner, String endpoint) {}

    /**
     * A token, and how long it lasts.
     *
     * @param token the token
     * @param expires when it is no longer good
     */
    public record Token(String token, Instant expires) {

        /** Names no secret. */
        @Override
        public String toString() {
            return "Token[" + expires + "]";
        }
    }

    private final InstantSource clock;
    private final TimedStore<Ticket> sessions;
    private final TimedStore<Ticket> tokens;

    /**
     * None yet.
     *
     * @param clock the time
     */
    public StreamTickets(InstantSource clock) {
        this.clock = clock;
        this.sessions = new TimedStore<>(clock, MOST);
        this.tokens = new TimedStore<>(clock, MOST);
    }

    /**
     * {@return a session id}
     *
     * @param owner whose stream it opens
     * @param endpoint where
     */
    public String newSession(Identity owner, String endpoint) {
        return sessions.put(new Ticket(owner, endpoint), clock.instant().plus(SESSION));
    }

    /**
     * {@return a stream token}
     *
     * @param owner whose streams it opens
     * @param endpoint where
     */
    public Token newToken(Identity owner, String endpoint) {
        Instant expires = clock.instant().plus(TOKEN);
        return new Token(tokens.put(new Ticket(owner, endpoint), expires), expires);
    }

    /**
     * Takes a session id.
     *
     * @param id the session id
     * @param endpoint where it was shown
     * @return whose it was, if it was good; it is not any more, unless it is given back because it opened no stream
     */
    public Optional<Identity> takeSession(String id, String endpoint) {
        return sessions.take(id, ticket -> isGood(ticket, endpoint)).map(taken -> {
            Identity owner = taken.value().owner();
            return new Identity(owner.principal(), owner.credential(), Optional.of(taken.giveBack()));
        });
    }

    /**
     * {@return whose token it is}
     *
     * @param token the token
     * @param endpoint where it was shown
     */
    public Optional<Identity> findToken(String token, String endpoint) {
        return tokens.find(token).filter(ticket -> isGood(ticket, endpoint)).map(Ticket::owner);
    }

    /** What it was minted with may have ended since. */
    private boolean isGood(Ticket ticket, String endpoint) {
        Instant end = ticket.owner().credential().expires();
        return ticket.endpoint().equals(endpoint) && clock.instant().isBefore(end);
    }

    /**
     * {@return the endpoint that a session id or a token was minted for, if it is good}; it stays so.
     *
     * @param ticket the session id or the token
     */
    public Optional<String> endpoint(String ticket) {
        return sessions.find(ticket).or(() -> tokens.find(ticket)).map(Ticket::endpoint);
    }

    /**
     * Takes back all that a principal has.
     *
     * @param principal the principal's name
     */
    public void revokeAll(String principal) {
        sessions.revokeIf(ticket -> ticket.owner().principal().name().equals(principal));
        tokens.revokeIf(ticket -> ticket.owner().principal().name().equals(principal));
    }
}
