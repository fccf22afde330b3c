// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.run;

import io.rillway.cascade.model.Resource;
import io.rillway.cascade.model.ResourceGraph;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A request is refused, and nothing was done. */
public final class Refusal extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final Reason reason;
    private final transient Map<String, Object> details;

    /** Why; the names are those of the door's codes. */
    public enum Reason {
        /** There is no such resource or cascade. */
        NOT_FOUND,
        /** A running cascade does the opposite on a resource of this one. */
        CASCADE_IN_PROGRESS,
        /** Active resources require what is to be stopped. */
        DEPENDENTS_ACTIVE,
        /** The idempotency key belongs to another request. */
        KEY_REUSED,
        /** There is nothing to confirm, or it has changed. */
        NOT_CONFIRMABLE,
        /** A running cascade touches what is to be edited. */
        RESOURCE_BUSY,
        /** The journal cannot be written, so that nothing may begin. */
        JOURNAL_UNAVAILABLE,
        /** The engine is closed or closing. */
        CLOSED
    }

    /** Says why. */
    public Refusal(Reason reason, String message, Map<String, Object> details) {
        super(message);
        this.reason = reason;
        this.details = Map.copyOf(details);
    }

    /** There is no such resource. */
    public static Refusal unknownResource(String id) {
        return new Refusal(
                Reason.NOT_FOUND, "resource: " + id + " (expected: a resource of the graph)", Map.of("resourceId", id));
    }

    static Refusal unknownCascade(String id) {
        return new Refusal(
                Reason.NOT_FOUND,
                "cascade: " + id + " (expected: one that runs or is remembered)",
                Map.of("cascadeId", id));
    }

    static Refusal keyReused(String cascadeId) {
        return new Refusal(
                Reason.KEY_REUSED,
                "idempotencyKey: that of cascade " + cascadeId + " (expected: the same request, or another key)",
                Map.of("cascadeId", cascadeId));
    }

    /** Active resources require what is to be stopped; groups are named, since people do not think of those as running. */
    static Refusal dependentsActive(ResourceGraph graph, String target, Map<String, List<String>> dependents) {
        List<String> groups = dependents.keySet().stream()
                .filter(id -> graph.find(id).filter(Resource::isGroup).isPresent())
                .toList();
        Map<String, Object> details = new HashMap<>();
        details.put("dependents", List.copyOf(dependents.keySet()));
        details.put("requires", dependents);
        String text = Texts.needed(target, dependents);
        if (!groups.isEmpty()) {
            details.put("groups", groups);
            text += Texts.groups(target, groups, groups.size() == dependents.size());
        }
        return new Refusal(Reason.DEPENDENTS_ACTIVE, text, details);
    }

    public static Refusal closed() {
        return new Refusal(Reason.CLOSED, "engine: closed (expected: open)", Map.of());
    }

    /** Why. */
    public Reason reason() {
        return reason;
    }

    /** Facts for programs to read. */
    public Map<String, Object> details() {
        return details;
    }
}
