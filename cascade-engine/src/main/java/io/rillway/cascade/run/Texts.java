// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.run;

import io.rillway.cascade.model.Resource;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Sentences for people. */
final class Texts {

    private static final int SHOWN_LINES = 5;
    private static final int SHOWN_NAMES = 20;

    private Texts() {}

    static String seconds(Duration time) {
        long millis = time.toMillis();
        return millis % 1000 == 0 ? millis / 1000 + " s" : millis + " ms";
    }

    /** The name, what happened, and the last lines that the resource wrote, each said once. */
    static String failure(Resource resource, String message, List<String> output) {
        String named = resource.id() + ": ";
        String text =
                resource.name() + ": " + (message.startsWith(named) ? message.substring(named.length()) : message);
        if (output.isEmpty() || message.endsWith(output.get(output.size() - 1))) {
            return text;
        }
        List<String> last = output.subList(Math.max(0, output.size() - SHOWN_LINES), output.size());
        return text + "; last output: " + String.join(" | ", last);
    }

    /** Why the target is not stopped. */
    static String needed(String target, Map<String, List<String>> dependents) {
        List<String> needs = dependents.entrySet().stream()
                .limit(SHOWN_NAMES)
                .map(entry -> entry.getKey() + " requires " + names(entry.getValue()))
                .toList();
        return target + " is still needed: " + String.join("; ", needs) + more(dependents.size());
    }

    /** What groups are, and what to do where nobody else needs the target. */
    static String groups(String target, List<String> groups, boolean only) {
        boolean one = groups.size() == 1;
        String text = "; " + names(groups) + (one ? " is a group," : " are groups,") + " active while a member is";
        String advice = ": stop " + (one ? "the group" : "those") + " instead, or say dependents: ignore to stop "
                + target + " and not the other members";
        return only ? text + advice : text;
    }

    private static String names(List<String> all) {
        return String.join(", ", all.subList(0, Math.min(SHOWN_NAMES, all.size()))) + more(all.size());
    }

    private static String more(int all) {
        return all > SHOWN_NAMES ? " and " + (all - SHOWN_NAMES) + " more" : "";
    }
}
