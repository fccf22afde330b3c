// SPDX-License-Identifier: Apache-2.0
package io.rillway.cli.api;

import io.rillway.cli.shell.CommandException;
import io.rillway.cli.shell.Exit;
import io.rillway.cli.shell.Shell;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * The server has refused.
 *
 * @param access the server
 * @param status the status of its answer
 * @param retryAfter when it says that it may do better
 * @param error the error in its answer, missing if it was none of ours
 */
record Refusal(Access access, int status, Optional<String> retryAfter, JsonNode error) {

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
            case "DEPENDENTS_ACTIVE" -> dependents();
            case "CASCADE_IN_PROGRESS" ->
                "; wait for its end, or cancel it: " + Shell.program() + " cancel "
                        + error.path("details").path("cascadeId").asString("ID");
            case "NOT_FOUND" -> notFound();
            case "FORBIDDEN" -> "; use a token that may (RILLWAY_TOKEN or --token)";
            default -> later();
        };
    }

    private String later() {
        return retryAfter
                .filter(seconds -> seconds.matches("[1-9]\\d{0,4}"))
                .map(seconds -> "; try again in " + seconds + " s")
                .orElse("");
    }

    /** Groups alone have nothing of their own to stop; the message says what to do about them. */
    private String dependents() {
        int groups = error.path("details").path("groups").size();
        boolean onlyGroups =
                groups > 0 && groups == error.path("details").path("dependents").size();
        return onlyGroups ? "" : "; stop them first, or all at once: --dependents stop";
    }

    /** Below a path there may be a server, if a proxy says so; more often the path was a mistake. */
    private String notFound() {
        String path = access.server().getRawPath();
        return path.isEmpty()
                ? "; see what there is: " + Shell.program() + " status"
                : "; is there a server below " + path + "? its address usually has no path";
    }
}
