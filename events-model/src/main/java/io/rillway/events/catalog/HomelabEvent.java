// SPDX-License-Identifier: Apache-2.0
package io.rillway.events.catalog;

/** One of the four events of the home-lab application (requirements S1-15). */
public sealed interface HomelabEvent
        permits CascadeEvents.Progress, CascadeEvents.Complete, CascadeEvents.Failure, StatusEvents.StatusChange {

    /** {@return the resource that the event is about; of a cascade, its target} */
    String resourceId();
}
