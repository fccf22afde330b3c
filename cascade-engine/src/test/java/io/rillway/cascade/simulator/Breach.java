// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.simulator;

/** A promise that was not kept. */
record Breach(Promise promise, long at, String what) {

    /** What is promised. */
    enum Promise {
        /** Needs are up before what needs them is started, and users are down before what they use is stopped. */
        ORDER,
        /** No order reaches a resource while another one is under way on it. */
        ONE_ACTION,
        /** Nothing is stopped that nobody asked to stop, that is needed, or that has to be confirmed first. */
        PROTECTION,
        /** Nothing is started that nobody needs. */
        SCOPE,
        /** A cascade has one end, and tells nothing after it. */
        ONE_END,
        /** A cascade ends. */
        LIVENESS,
        /** What is told is true. */
        TRUTH,
        /** What the plan says is what runs. */
        PLAN_IS_RUN,
        /** No more is done at one time than allowed. */
        LIMITS,
        /** Where nothing goes wrong, everything succeeds. */
        SUCCESS
    }

    @Override
    public String toString() {
        return promise + " at " + at + " ms: " + what;
    }
}
