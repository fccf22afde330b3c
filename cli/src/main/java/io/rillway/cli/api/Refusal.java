// SPDX-License-Identifier: Apache-2.0
package io.rillway.cli.api;

import io.rillway.cli.shell.CommandException;
import io.rillway.cli.shell.Exit;
import io.rillway.cli.shell.Shell;
import tools.jackson.databind.JsonNode;

/**
 * The server has refused.
 *
 * @param access the server
 * @param status the status of its answer
 * @param error the error in its answer, missing if it was none of ours
 */
record Refusal(Access access, int status, JsonNode error) {

    CommandException asException() {
        return new CommandException(status >= 500 ? Exit.UNREACHABLE : Exit.REFUSED, sentence());
    }

    /** What is wrong, and what to do. */
    private String sentence() {
        if (status == 401) {
            return access.server() + " needs a valid token; give it with RILLWAY_TOKEN or --token";
        }
        String code = error.path("code").asString("");
        if (code.isEmpty()) {
            return access.server() + " answers with status " + status + "; is it a Rillway server?";
        }
        return error.path("message").asString("") + hint(code);
    }

    private String hint(String code) {
        return switch (code) {
            case "DEPENDENTS_ACTIVE" -> "; stop them first, or all at once: --dependents stop";
            case "CASCADE_IN_PROGRESS" ->
                "; wait for its end, or cancel it: " + Shell.program() + " cancel "
                        + error.path("details").path("cascadeId").asString("ID");
            case "NOT_FOUND" -> notFound();
            case "FORBIDDEN" -> "; use a token that may (RILLWAY_TOKEN or --token)";
            default -> "";
        };
    }

    /** Below a path there may be a server, if a proxy says so; more often the path was a mistake. */
    private String notFound() {
        String path = access.server().getRawPath();
        return path.isEmpty()
                ? "; see what there is: " + Shell.program() + " status"
                : "; is there a server below " + path + "? its address usually has no path";
    }
}
