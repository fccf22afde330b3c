// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.fuzz;

import io.rillway.cascade.model.CascadeRequest;
import io.rillway.cascade.model.ResourceGraph;
import io.rillway.cascade.simulator.Open;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** One request, what it allows by each graph that held while it was open, and when it ended. */
final class Ask {

    /** An order may be on its way to a worker when the cascade that gave it is cut off. */
    private static final long LATE_NANOS = TimeUnit.SECONDS.toNanos(2);

    private final CascadeRequest request;
    private final List<Open> opens = new ArrayList<>();
    private boolean confirmed;
    private long closesAt = Long.MAX_VALUE;

    Ask(CascadeRequest request) {
        this.request = request;
    }

    CascadeRequest request() {
        return request;
    }

    /** This graph may be the one that it goes by. */
    void consider(ResourceGraph graph) {
        if (graph.find(request.resourceId()).isPresent()) {
            Open open = new Open(request, graph);
            if (confirmed) {
                open.confirm();
            }
            opens.add(open);
        }
    }

    /** Somebody may have confirmed it, so that it, or what it proposed, goes on. */
    void confirm() {
        confirmed = true;
        opens.forEach(Open::confirm);
    }

    void end(long now, boolean wasCutOff) {
        closesAt = Math.min(closesAt, wasCutOff ? now + LATE_NANOS : now);
    }

    boolean isOpen(long now) {
        return confirmed || now <= closesAt;
    }

    boolean allows(Predicate<Open> what) {
        return opens.stream().anyMatch(what);
    }
}
