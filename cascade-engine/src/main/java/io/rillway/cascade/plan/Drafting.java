// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.plan;

import java.util.List;
import java.util.Map;

/** What came of planning. */
public sealed interface Drafting {

    /**
     * There is a plan.
     *
     * @param draft the plan
     */
    record Ready(Draft draft) implements Drafting {}

    /**
     * Active resources require what is to be stopped.
     *
     * @param dependents each of them, with what it requires
     */
    record DependentsActive(Map<String, List<String>> dependents) implements Drafting {}
}
