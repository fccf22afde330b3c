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
public final class Open {

    private final CascadeRequest request;
    private final Set<String> mayStart = new HashSet<>();
    private final Set<String> members = new HashSet<>();
    private final Set<String> unused = new HashSet<>();
    private boolean confirmed;

    public Open(CascadeRequest request, ResourceGraph graph) {
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

    public CascadeRequest request() {
        return request;
    }

    public boolean isStop() {
        return request.action() == Action.STOP;
    }

    private boolean rollsBack() {
        return request.options().onFailure().filter(OnFailure.ROLLBACK::equals).isPresent();
    }

    public boolean allowsStart(String id) {
        return mayStart.contains(id) || (rollsBack() && isStop() && (members.contains(id) || unused.contains(id)));
    }

    public boolean asksToStop(String id) {
        return members.contains(id);
    }

    /** As unused, or because it is undone. */
    public boolean allowsStop(String id) {
        return members.contains(id) || unused.contains(id) || (rollsBack() && mayStart.contains(id));
    }

    public boolean isUndoing(String id) {
        return rollsBack() && mayStart.contains(id);
    }

    public boolean ignoresDependents() {
        return request.dependents() == Dependents.IGNORE;
    }

    public void confirm() {
        confirmed = true;
    }

    public boolean isConfirmed() {
        return confirmed;
    }
}
