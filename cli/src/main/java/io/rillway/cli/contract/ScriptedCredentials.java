// SPDX-License-Identifier: Apache-2.0
package io.rillway.cli.contract;

import io.rillway.client.model.Credential;
import io.rillway.client.model.CredentialSource;
import io.rillway.client.model.NamedValue;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import tools.jackson.databind.JsonNode;

/**
 * Gives the headers of a script, one entry for each attempt and the last one again and again; a text is a failure, nothing is
 * no header. A script that is no list has one entry.
 */
final class ScriptedCredentials implements CredentialSource {

    private final Queue<JsonNode> left = new ArrayDeque<>();

    ScriptedCredentials(JsonNode script) {
        if (script.isArray()) {
            script.forEach(left::add);
        } else {
            left.add(script);
        }
        if (left.isEmpty()) {
            throw new IllegalArgumentException("headersSupplier: [] (expected: an entry for each attempt)");
        }
    }

    @Override
    public synchronized Credential credential(boolean refused) throws IOException {
        JsonNode next = left.size() > 1 ? left.remove() : left.element();
        if (next.isString()) {
            throw new IOException("the script says: " + next.asString());
        }
        List<NamedValue> headers = next.properties().stream()
                .map(header -> new NamedValue(header.getKey(), header.getValue().asString()))
                .toList();
        return new Credential(headers, List.of());
    }
}
