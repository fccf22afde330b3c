// SPDX-License-Identifier: Apache-2.0
package io.rillway.cli.memory;

/** The memory of this process, as far as it can be told to shrink. */
interface Memory {

    /** {@return how many bytes of the heap are used, with what is garbage already} */
    long usedBytes();

    /** {@return by how many bytes the used part may move while nothing much happens} */
    long stepBytes();

    /** Has the heap collected soon, beside the work, and shrunk to what is needed. */
    void collectSoon();

    /** Leaves the heap to itself again, and hands back to the machine what no object needs. */
    void settle();
}
