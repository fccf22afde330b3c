// SPDX-License-Identifier: Apache-2.0
package io.rillway.cli;

/** The exit codes of the commands. */
final class Exit {

    static final int OK = 0;
    static final int FAILED = 1;
    static final int USAGE = 2;
    static final int UNREACHABLE = 3;
    static final int REFUSED = 4;

    private Exit() {}
}
