// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.connector;

import io.rillway.cascade.process.CommandResult;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a command that did not succeed is reported as.
 *
 * @param platform who reports it
 * @param kind what the command was for
 * @param program what was run, without arguments
 */
record CommandVerdict(Platform platform, OrderKind kind, String program) {

    private static final int OUTPUT_CHARS = 2000;
    private static final String SSH = "ssh";
    private static final int SSH_CANNOT_CONNECT = 255;

    ConnectorException of(CommandResult result) {
        Map<String, String> details = new LinkedHashMap<>();
        details.put("program", program);
        result.exitCode().ifPresent(code -> details.put("exitCode", Integer.toString(code)));
        return platform.failure(code(result), program + ": " + result.ending() + output(result), details, null);
    }

    private String code(CommandResult result) {
        if (result.exitCode().isEmpty()) {
            return ConnectorException.TIMEOUT;
        }
        boolean ssh = Path.of(program).endsWith(SSH);
        return ssh && result.exitCode().getAsInt() == SSH_CANNOT_CONNECT
                ? ConnectorException.HOST_UNREACHABLE
                : kind.failed();
    }

    private static String output(CommandResult result) {
        String text = String.join("\n", result.output());
        return text.isEmpty() ? "" : "\n" + text.substring(Math.max(0, text.length() - OUTPUT_CHARS));
    }
}
