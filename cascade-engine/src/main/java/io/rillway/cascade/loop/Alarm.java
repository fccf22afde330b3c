// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.loop;

/** Something that is going to be done at a time, unless it is cancelled before. */
@FunctionalInterface
public interface Alarm {

    /** An alarm that never rings. */
    Alarm NONE = () -> {};

    /** Keeps it from being done. On the loop only. */
    void cancel();
}
