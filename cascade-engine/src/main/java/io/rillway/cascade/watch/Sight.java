// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.watch;

import io.rillway.cascade.connector.ConnectorException;
import io.rillway.cascade.connector.ConnectorStatus;
import io.rillway.cascade.connector.ConnectorStatus.State;
import io.rillway.cascade.connector.ResourceConnector;
import io.rillway.cascade.model.HealthCheck;
import io.rillway.cascade.probe.Output;
import io.rillway.cascade.probe.ProbeResult;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What one look at a resource found.
 *
 * @param platform how it stands as its connector sees it
 * @param answered whether somebody answered, be it that nobody can tell; false where the one to ask failed, or was late
 * @param probe what its probe says, where it has one and was worth asking
 * @param reason what was found, for people to read
 */
public record Sight(ConnectorStatus platform, boolean answered, Optional<ProbeResult> probe, String reason) {

    /** What a look comes down to. */
    public enum Verdict {
        /** It runs and is healthy. */
        HEALTHY,
        /** It runs, and its probe is not content. */
        SICK,
        /** Its probe is not content, and nobody else says whether it runs. */
        SILENT,
        /** It does not run. */
        DOWN,
        /** Nobody can say anything, now or later. */
        BLANK,
        /** Whoever could tell did not answer this time. */
        UNANSWERED
    }

    private static final Sight RUNS = seen(ConnectorStatus.RUNNING);
    private static final Sight STOPPED = seen(ConnectorStatus.STOPPED);

    /** Looks; blocks. A connector that knows the resource to be down has the last word: something else may answer its probe. */
    static Sight take(Optional<ResourceConnector> connector, Optional<HealthCheck> health, boolean probing)
            throws InterruptedException {
        Sight platform = connector.isPresent() ? ask(connector.get()) : blank("no connector");
        if (health.isEmpty() || platform.verdict() == Verdict.DOWN) {
            return platform;
        }
        if (!probing) {
            return platform.with(ProbeResult.unhealthy("not probed yet"));
        }
        HealthCheck check = health.get();
        Output output = connector.map(ResourceConnector::output).orElse(Output.NONE);
        return platform.with(probe(check, output));
    }

    private static ProbeResult probe(HealthCheck check, Output output) throws InterruptedException {
        try {
            return check.probe().check(output, check.options().timeout());
        } catch (RuntimeException e) {
            return ProbeResult.unhealthy("the probe failed: " + e);
        }
    }

    private static Sight ask(ResourceConnector connector) throws InterruptedException {
        try {
            return of(connector.status());
        } catch (ConnectorException e) {
            return nothing(e.code() + ": " + e.getMessage());
        } catch (RuntimeException e) {
            return nothing("the connector failed: " + e);
        }
    }

    /** Nearly every look finds one of two. */
    private static Sight of(ConnectorStatus status) {
        if (status.exitCode().isPresent() || status.state() == State.UNKNOWN) {
            return seen(status);
        }
        return status.state() == State.RUNNING ? RUNS : STOPPED;
    }

    private static Sight seen(ConnectorStatus status) {
        return new Sight(status, true, Optional.empty(), describe(status));
    }

    private static String describe(ConnectorStatus status) {
        OptionalInt exit = status.exitCode();
        return switch (status.state()) {
            case RUNNING -> "it runs";
            case UNKNOWN -> "its connector cannot tell";
            case STOPPED -> exit.isPresent() ? "it ended with exit code " + exit.getAsInt() : "it does not run";
        };
    }

    private static Sight blank(String reason) {
        return new Sight(ConnectorStatus.UNKNOWN, true, Optional.empty(), reason);
    }

    /** Nobody has answered. */
    static Sight nothing(String reason) {
        return new Sight(ConnectorStatus.UNKNOWN, false, Optional.empty(), reason);
    }

    Sight with(ProbeResult result) {
        return new Sight(platform, answered, Optional.of(result), result.reason());
    }

    /** What the look comes down to. */
    public Verdict verdict() {
        if (platform.state() == State.STOPPED) {
            return Verdict.DOWN;
        }
        if (probe.isPresent()) {
            boolean runs = platform.state() == State.RUNNING;
            return probe.get().healthy() ? Verdict.HEALTHY : runs ? Verdict.SICK : Verdict.SILENT;
        }
        if (platform.state() == State.RUNNING) {
            return Verdict.HEALTHY;
        }
        return answered ? Verdict.BLANK : Verdict.UNANSWERED;
    }

    /** Whether somebody says something about the resource itself. */
    public boolean isOfSomething() {
        Verdict verdict = verdict();
        return verdict != Verdict.BLANK && verdict != Verdict.UNANSWERED;
    }

    /** Whether it is known to have ended well. */
    boolean endedWell() {
        return verdict() == Verdict.DOWN && platform.exitCode().orElse(1) == 0;
    }

    /** Whether it is known to have ended badly. */
    public boolean endedBadly() {
        return verdict() == Verdict.DOWN && platform.exitCode().orElse(0) != 0;
    }
}
