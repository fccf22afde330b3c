// SPDX-License-Identifier: Apache-2.0
package io.rillway.cli.shell;

/** A colour, by what it means. */
public enum Paint {
    /** All is well. */
    GOOD(32),
    /** Something is under way. */
    BUSY(33),
    /** Something is wrong. */
    BAD(31),
    /** Something matters less. */
    FAINT(2);

    private final int code;

    Paint(int code) {
        this.code = code;
    }

    int code() {
        return code;
    }
}
