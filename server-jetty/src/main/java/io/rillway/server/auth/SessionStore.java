// SPDX-License-Identifier: Apache-2.0
package io.rillway.server.auth;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Sessions of browsers, and the one-time tickets that open them; both are kept by digest, in memory.
 *
 * <p><b>Threads:</b> any; a ticket is taken by one. <b>Limits:</b> a ticket lasts 10 minutes; a session ends when it was
 * not used for a time, and some time after it was opened in any case; of 100 000 sessions the one that was not used longest
 * makes room.
 */
public final class SessionStore {

    private static final Duration TICKET = Duration.ofMinutes(10);
    private static final int MOST = 100_000;

    /**
     * How long sessions last.
     *
     * @param idle without a request
     * @param absolute in any case
     */
    public record Lives(Duration idle, Duration absolute) {

        /** {@return 2 hours without a request, 12 hours in any case} */
        public static Lives defaults() {
            return new Lives(Duration.ofHours(2), Duration.ofHours(12));
        }
    }

    private record Session(Principal principal, Instant issued, Instant expires) {}

    private final InstantSource clock;
    private final Lives lives;
    private final TimedStore<Session> sessions;
    private final TimedStore<Principal> tickets;

    /**
     * An empty store, whose sessions last as long as usual.
     *
     * @param clock the time
     */
    public SessionStore(InstantSource clock) {
        this(clock, Lives.defaults());
    }

    /**
     * An empty store.
     *
     * @param clock the time
     * @param lives how long sessions last
     */
    public SessionStore(InstantSource clock, Lives lives) {
        this.clock = clock;
        this.lives = lives;
        this.sessions = new TimedStore<>(clock, MOST);
        this.tickets = new TimedStore<>(clock, MOST);
    }

    /**
     * {@return a one-time ticket}
     *
     * @param principal whom it signs in
     */
    public String newTicket(Principal principal) {
        return tickets.put(principal, clock.instant().plus(TICKET));
    }

    /**
     * Takes a ticket and opens a session with it.
     *
     * @param ticket the ticket
     * @return the session's id, if the ticket was good; it is not any more
     */
    public Optional<String> redeem(String ticket) {
        return tickets.take(ticket, principal -> true).map(taken -> open(taken.value()));
    }

    /**
     * {@return the id of a new session}
     *
     * @param principal whose session it is
     */
    public String open(Principal principal) {
        Instant now = clock.instant();
        Session session = new Session(principal, now, now.plus(lives.absolute()));
        return sessions.put(session, idleEnd(now, session));
    }

    private Instant idleEnd(Instant now, Session session) {
        Instant idle = now.plus(lives.idle());
        return idle.isBefore(session.expires()) ? idle : session.expires();
    }

    /**
     * {@return whose session it is}; it has been used with that. Its credential is good as long as the session: an open
     * stream does not count as use.
     *
     * @param id the session's id
     */
    public Optional<Identity> find(String id) {
        Optional<Session> found = sessions.find(id);
        found.ifPresent(session -> sessions.prolong(id, idleEnd(clock.instant(), session)));
        String digest = Secrets.digest(id);
        return found.map(session ->
                new Identity(session.principal(), Credential.of(id, session.issued(), () -> sessions.until(digest))));
    }

    /**
     * Ends a session.
     *
     * @param id the session's id
     */
    public void end(String id) {
        sessions.remove(id);
    }

    /**
     * Ends all sessions of a principal, and takes back the tickets that would open more.
     *
     * @param principal the principal's name
     */
    public void endAll(String principal) {
        tickets.revokeIf(owner -> owner.name().equals(principal));
        sessions.revokeIf(session -> session.principal().name().equals(principal));
    }
}
