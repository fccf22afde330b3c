// SPDX-License-Identifier: Apache-2.0
package io.rillway.client;

/** A call that is to come at a time. */
@FunctionalInterface
interface Alarm {

    /** Lets it not come, if it has not yet; again has no effect. */
    void cancel();
}
