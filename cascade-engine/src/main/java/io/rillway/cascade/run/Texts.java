// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.run;

import io.rillway.cascade.model.Resource;
import java.time.Duration;
import java.util.List;

/** Sentences for people. */
final class Texts {

    private static final int SHOWN_LINES = 5;

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
}
