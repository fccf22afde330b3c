// SPDX-License-Identifier: Apache-2.0
package io.rillway.cli.shell;

/** The exit codes of the commands. */
public final class Exit {

    /** Done. */
    public static final int OK = 0;

    /** The cascade failed or was cancelled, or the server could not run. */
    public static final int FAILED = 1;

    /** The command or the configuration is wrong. */
    public static final int USAGE = 2;

    /** The server cannot be reached, was lost, or cannot serve now. */
    public static final int UNREACHABLE = 3;

    /** The server refused: unknown, contradicting, not allowed, not confirmed. */
    public static final int REFUSED = 4;

    private Exit() {}
}
