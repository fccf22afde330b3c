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

    /** The name, what happened, and the last lines that the resource wrote. */
    static String failure(Resource resource, String message, List<String> output) {
        String text = resource.name() + ": " + message;
        if (output.isEmpty()) {
            return text;
        }
        List<String> last = output.subList(Math.max(0, output.size() - SHOWN_LINES), output.size());
        return text + "; last output: " + String.join(" | ", last);
    }
}
