// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.simulator;

import io.rillway.cascade.model.Action;
import io.rillway.cascade.model.CascadeRequest;
import io.rillway.cascade.model.CascadeRequest.Dependents;
import io.rillway.cascade.model.OnFailure;
import io.rillway.cascade.model.ResourceGraph;
import java.util.HashSet;
import java.util.Set;

/** What one request allows while it is open, by the graph as it was when it was made. */
final class Open {

    private final CascadeRequest request;
    private final Set<String> mayStart = new HashSet<>();
    private final Set<String> members = new HashSet<>();
    private final Set<String> unused = new HashSet<>();
    private boolean confirmed;

    Open(CascadeRequest request, ResourceGraph graph) {
        this.request = request;
        Truth walk = new Truth(graph);
        String target = request.resourceId();
        if (request.action() == Action.START) {
            mayStart.addAll(walk.upstream(target));
        } else {
            members.addAll(walk.members(target, request.dependents() == Dependents.STOP));
            unused.addAll(walk.unused(members));
        }
    }

    CascadeRequest request() {
        return request;
    }

    boolean isStop() {
        return request.action() == Action.STOP;
    }

    private boolean rollsBack() {
        return request.options().onFailure().filter(OnFailure.ROLLBACK::equals).isPresent();
    }

    boolean allowsStart(String id) {
        return mayStart.contains(id) || (rollsBack() && isStop() && (members.contains(id) || unused.contains(id)));
    }

    boolean asksToStop(String id) {
        return members.contains(id);
    }

    /** As unused, or because it is undone. */
    boolean allowsStop(String id) {
        return members.contains(id) || unused.contains(id) || (rollsBack() && mayStart.contains(id));
    }

    boolean isUndoing(String id) {
        return rollsBack() && mayStart.contains(id);
    }

    boolean ignoresDependents() {
        return request.dependents() == Dependents.IGNORE;
    }

    void confirm() {
        confirmed = true;
    }

    boolean isConfirmed() {
        return confirmed;
    }
}
