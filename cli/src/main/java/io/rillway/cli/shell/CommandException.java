// SPDX-License-Identifier: Apache-2.0
package io.rillway.cli.shell;

/** A command cannot go on; the message says in one line what to do. */
public final class CommandException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int exitCode;

    /** Says why, and how the program ends. */
    public CommandException(int exitCode, String message) {
        super(message);
        this.exitCode = exitCode;
    }

    /** One of {@link Exit}. */
    public int exitCode() {
        return exitCode;
    }
}
