// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.run;

import io.rillway.cascade.model.CascadeError;
import java.util.List;

/** What came of an action. */
sealed interface ActResult {

    /** It ended well. */
    record Done() implements ActResult {

        /** There is no other one. */
        static final Done DONE = new Done();
    }

    /** Nothing had to be done after all. */
    record Skipped(String reason) implements ActResult {}

    /** It must not be done before these are up again, which it needs and which were lost. */
    record Postponed(List<String> lost) implements ActResult {
        public Postponed {
            lost = List.copyOf(lost);
        }
    }

    /** It failed; of a start, perhaps only after the resource had been started. */
    record Failed(CascadeError error, boolean started) implements ActResult {}
}
