// SPDX-License-Identifier: Apache-2.0
package io.rillway.hub.presence;

import io.rillway.hub.port.CredentialMark;
import io.rillway.hub.port.SubscribeRequest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Who was told to stop, for ten minutes: a principal with all that was issued to it before, or one credential. Guarded by
 * itself.
 */
public final class Stops {

    private static final Duration KEPT = Duration.ofMinutes(10);
    private static final int MOST = 100_000;
    private static final String ANY = "";

    /** Who was told; an empty fingerprint stands for every credential that had been issued. */
    private record Told(String principal, String fingerprint) {}

    private final InstantSource clock;
    private final Map<Told, Instant> told = new LinkedHashMap<>();

    /**
     * Nobody.
     *
     * @param clock the time of day
     */
    public Stops(InstantSource clock) {
        this.clock = clock;
    }

    /**
     * Remembers a principal, with every credential that has been issued to it.
     *
     * @param principal the principal's name
     */
    public void tell(String principal) {
        remember(new Told(principal, ANY));
    }

    /**
     * Remembers one credential of a principal; one that is not told apart is not remembered.
     *
     * @param principal the principal's name
     * @param credential the mark of the credential
     */
    public void tell(String principal, CredentialMark credential) {
        if (!credential.fingerprint().isEmpty()) {
            remember(new Told(principal, credential.fingerprint()));
        }
    }

    private synchronized void remember(Told who) {
        Instant now = clock.instant();
        told.remove(who);
        told.put(who, now);
        Iterator<Instant> oldest = told.values().iterator();
        while (isOver(oldest.next(), now) || told.size() > MOST) {
            oldest.remove();
        }
    }

    /**
     * {@return whether who asks was told to stop, and presents a credential of that time}
     *
     * @param request who asks
     */
    public synchronized boolean isTold(SubscribeRequest request) {
        if (told.isEmpty()) {
            return false;
        }
        CredentialMark credential = request.credential();
        Instant all = at(new Told(request.principal(), ANY));
        if (all != null && !credential.issued().isAfter(all)) {
            return true;
        }
        return !credential.fingerprint().isEmpty()
                && at(new Told(request.principal(), credential.fingerprint())) != null;
    }

    /** When that was, or null if it was not or is over. */
    private @Nullable Instant at(Told who) {
        Instant at = told.get(who);
        return at == null || isOver(at, clock.instant()) ? null : at;
    }

    private static boolean isOver(Instant at, Instant now) {
        return at.isBefore(now.minus(KEPT));
    }
}
