// SPDX-License-Identifier: Apache-2.0
package io.rillway.server.auth;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Sessions of browsers, and the one-time tickets that open them; both are kept by digest, in memory.
 *
 * <p><b>Threads:</b> any; a ticket is taken by one. <b>Limits:</b> a session lasts 12 hours, a ticket 10 minutes.
 */
public final class SessionStore {

    private static final Duration SESSION = Duration.ofHours(12);
    private static final Duration TICKET = Duration.ofMinutes(10);

    private record Entry(Principal principal, Instant until) {}

    private final InstantSource clock;
    private final Map<String, Entry> sessions = new ConcurrentHashMap<>();
    private final Map<String, Entry> tickets = new ConcurrentHashMap<>();

    /**
     * An empty store.
     *
     * @param clock the time
     */
    public SessionStore(InstantSource clock) {
        this.clock = clock;
    }

    /**
     * {@return a one-time ticket}
     *
     * @param principal whom it signs in
     */
    public String newTicket(Principal principal) {
        return put(tickets, principal, TICKET);
    }

    /**
     * Takes a ticket and opens a session with it.
     *
     * @param ticket the ticket
     * @return the session's id, if the ticket was good; it is not any more
     */
    public Optional<String> redeem(String ticket) {
        Entry entry = tickets.remove(Secrets.digest(ticket));
        return entry != null && isGood(entry)
                ? Optional.of(put(sessions, entry.principal(), SESSION))
                : Optional.empty();
    }

    /**
     * {@return whose session it is}
     *
     * @param session the session's id
     */
    public Optional<Principal> find(String session) {
        Entry entry = sessions.get(Secrets.digest(session));
        return entry != null && isGood(entry) ? Optional.of(entry.principal()) : Optional.empty();
    }

    /**
     * Ends a session.
     *
     * @param session the session's id
     */
    public void end(String session) {
        sessions.remove(Secrets.digest(session));
    }

    private String put(Map<String, Entry> store, Principal principal, Duration life) {
        store.values().removeIf(entry -> !isGood(entry));
        String secret = Secrets.random();
        store.put(Secrets.digest(secret), new Entry(principal, clock.instant().plus(life)));
        return secret;
    }

    private boolean isGood(Entry entry) {
        return clock.instant().isBefore(entry.until());
    }
}
