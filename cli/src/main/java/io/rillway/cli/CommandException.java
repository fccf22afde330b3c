// SPDX-License-Identifier: Apache-2.0
package io.rillway.cli;

/** A command cannot go on; the message says in one line what to do. */
final class CommandException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int exitCode;

    CommandException(int exitCode, String message) {
        super(message);
        this.exitCode = exitCode;
    }

    int exitCode() {
        return exitCode;
    }
}
