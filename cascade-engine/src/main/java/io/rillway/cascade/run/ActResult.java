// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.run;

import io.rillway.cascade.model.CascadeError;

/** What came of an action. */
sealed interface ActResult {

    /** It ended well. */
    record Done() implements ActResult {}

    /** Nothing had to be done after all. */
    record Skipped(String reason) implements ActResult {}

    /** It failed; of a start, perhaps only after the resource had been started. */
    record Failed(CascadeError error, boolean started) implements ActResult {}
}
