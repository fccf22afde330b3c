// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.run;

import io.rillway.cascade.loop.Alarm;
import io.rillway.cascade.loop.Answer;
import io.rillway.cascade.loop.Workers;
import io.rillway.cascade.model.InactivityRule;
import io.rillway.cascade.probe.Activity;
import io.rillway.cascade.probe.ActivityProbe;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How long one resource has been idle by one rule. It looks at its interval; a look that finds use, that does not tell, or
 * that does not end in time begins the time anew, and so does anything that forbids to look. Of the coordinator alone.
 */
final class Rest {

    private static final Logger LOG = LoggerFactory.getLogger(Rest.class);
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration GRACE = Duration.ofSeconds(5);

    private final Tools tools;
    private final InactivityRule rule;
    private final BooleanSupplier allowed;
    private final Consumer<Duration> due;
    private Alarm next = Alarm.NONE;
    private Alarm guard = Alarm.NONE;
    private OptionalLong idleSince = OptionalLong.empty();
    private boolean looking;
    private boolean late;
    private boolean over;

    /** A rest that asks whether the resource may be idle at all, and is told to whom it may concern when it has been. */
    Rest(Tools tools, InactivityRule rule, BooleanSupplier allowed, Consumer<Duration> due) {
        this.tools = tools;
        this.rule = rule;
        this.allowed = allowed;
        this.due = due;
    }

    void begin() {
        Duration every = rule.every().compareTo(rule.after()) < 0 ? rule.every() : rule.after();
        next = tools.loop().after(every, this::look);
    }

    void end() {
        over = true;
        next.cancel();
        guard.cancel();
    }

    private void look() {
        begin();
        if (looking || !allowed.getAsBoolean()) {
            idleSince = OptionalLong.empty();
            return;
        }
        looking = true;
        late = false;
        long began = tools.loop().nanoTime();
        Workers.Call call =
                tools.workers().call(this::findUse, (Answer<Optional<String>> answer) -> seen(answer, began));
        guard = tools.loop().after(PATIENCE.multipliedBy(rule.probes().size()).plus(GRACE), () -> {
            late = true;
            idleSince = OptionalLong.empty();
            call.interrupt();
        });
    }

    /** What speaks against idleness, if anything; blocks. */
    private Optional<String> findUse() throws InterruptedException {
        for (ActivityProbe probe : rule.probes()) {
            Activity found = probe.look(PATIENCE);
            if (found.state() != Activity.State.IDLE) {
                return Optional.of(found.state() + ": " + found.reason());
            }
        }
        return Optional.empty();
    }

    private void seen(Answer<Optional<String>> answer, long began) {
        guard.cancel();
        looking = false;
        if (over) {
            return;
        }
        boolean idle = !late && answer.returned().filter(Optional::isEmpty).isPresent() && allowed.getAsBoolean();
        if (!idle) {
            LOG.debug("rule {}: {}", rule.id(), answer);
            idleSince = OptionalLong.empty();
            return;
        }
        long since = idleSince.orElse(began);
        Duration past = Duration.ofNanos(tools.loop().nanoTime() - since);
        boolean enough = past.compareTo(rule.after()) >= 0;
        idleSince = enough ? OptionalLong.empty() : OptionalLong.of(since);
        if (enough) {
            due.accept(past);
        }
    }
}
