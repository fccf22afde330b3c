// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.watch;

import io.rillway.cascade.model.ResourceStatus;
import io.rillway.cascade.plan.Standing;
import io.rillway.cascade.probe.ProbeOptions;

/** What is known of one resource's health: its status for people, and its standing for plans. Of the coordinator alone. */
final class Health {

    private enum Presence {
        UNSURE,
        UP,
        DOWN
    }

    private ResourceStatus status = ResourceStatus.UNKNOWN;
    private Presence presence = Presence.UNSURE;
    private boolean contentLast;
    private boolean failed;
    private boolean returning;
    private boolean lost;
    private int successes;
    private int failures;

    ResourceStatus status() {
        return status;
    }

    /**
     * What a plan goes by. One discontented look makes it no more than active; only a confirmed end makes it offline, and
     * not if it is about to be started again: it would come up under what has been stopped.
     */
    Standing standing() {
        if (presence == Presence.DOWN && !returning) {
            return Standing.OFFLINE;
        }
        return status == ResourceStatus.ONLINE && contentLast ? Standing.ONLINE : Standing.ACTIVE;
    }

    /** An action on it begins. */
    void begin(ResourceStatus underWay) {
        status = underWay;
        presence = Presence.UNSURE;
        contentLast = false;
        failed = false;
        returning = false;
        clear();
    }

    /** It has ended on its own and is about to be started again. */
    void awaitReturn() {
        status = ResourceStatus.ERROR;
        presence = Presence.DOWN;
        failed = true;
        returning = true;
    }

    /** Whether it is about to be started again, and nobody has done anything to it meanwhile. */
    boolean isReturning() {
        return returning;
    }

    /** It is not started again after all. */
    void stayDown() {
        returning = false;
    }

    /** An action on it has ended well. */
    void settle(ResourceStatus now) {
        status = now;
        presence = now == ResourceStatus.OFFLINE ? Presence.DOWN : Presence.UP;
        contentLast = now == ResourceStatus.ONLINE;
        failed = false;
        clear();
    }

    /** An action on it has failed; how it stands is for the next look to say. */
    void fail() {
        status = ResourceStatus.ERROR;
        failed = true;
        clear();
    }

    /** An action on it was given up; how it stands is for the next look to say. */
    void forget() {
        status = ResourceStatus.UNKNOWN;
        presence = Presence.UNSURE;
        clear();
    }

    /** What a group's members make of it. */
    void derive(ResourceStatus derived, boolean active) {
        status = derived;
        presence = active ? Presence.UP : Presence.DOWN;
        contentLast = derived == ResourceStatus.ONLINE;
    }

    /** Whether it was known, and nobody has answered for too long. */
    boolean isLost() {
        return lost;
    }

    private void clear() {
        lost = false;
        successes = 0;
        failures = 0;
    }

    /** A look between actions; returns whether it has ended on its own, and not well as far as is known. */
    boolean see(Sight sight, ProbeOptions thresholds) {
        Sight.Verdict verdict = sight.verdict();
        boolean died = verdict == Sight.Verdict.DOWN && presence == Presence.UP && !sight.endedWell();
        if (verdict == Sight.Verdict.UNANSWERED) {
            seeNothing(++failures >= thresholds.failureThreshold());
        } else if (verdict != Sight.Verdict.BLANK) {
            count(sight, verdict, thresholds);
        }
        return died;
    }

    private void count(Sight sight, Sight.Verdict verdict, ProbeOptions thresholds) {
        contentLast = verdict == Sight.Verdict.HEALTHY;
        lost = false;
        successes = contentLast ? successes + 1 : 0;
        failures = contentLast ? 0 : failures + 1;
        switch (verdict) {
            case HEALTHY -> seeHealthy(successes >= thresholds.successThreshold());
            case SICK -> seeSick(failures >= thresholds.failureThreshold());
            case SILENT -> seeSilent(failures >= thresholds.failureThreshold());
            default -> seeDown(sight.endedBadly());
        }
    }

    private void seeHealthy(boolean enough) {
        presence = Presence.UP;
        returning = false;
        if (enough) {
            status = ResourceStatus.ONLINE;
            failed = false;
        }
    }

    private void seeSick(boolean enough) {
        boolean news = status == ResourceStatus.UNKNOWN || status == ResourceStatus.OFFLINE;
        presence = Presence.UP;
        if ((enough || news) && !failed) {
            status = ResourceStatus.DEGRADED;
        }
    }

    /** What was never seen up is believed at once; what was, only after the threshold. */
    private void seeSilent(boolean enough) {
        if (enough || status == ResourceStatus.UNKNOWN) {
            presence = Presence.DOWN;
            status = failed ? ResourceStatus.ERROR : ResourceStatus.OFFLINE;
        }
    }

    /** What was offline may have come up meanwhile; what people are shown is given up only after the threshold. */
    private void seeNothing(boolean enough) {
        successes = 0;
        presence = presence == Presence.DOWN ? Presence.UNSURE : presence;
        if (enough) {
            lost |= status != ResourceStatus.UNKNOWN;
            contentLast = false;
            status = failed ? ResourceStatus.ERROR : ResourceStatus.UNKNOWN;
        }
    }

    private void seeDown(boolean badly) {
        failed |= badly && presence == Presence.UP;
        presence = Presence.DOWN;
        status = failed ? ResourceStatus.ERROR : ResourceStatus.OFFLINE;
    }
}
