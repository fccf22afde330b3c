// SPDX-License-Identifier: Apache-2.0
package io.rillway.server.rest;

import io.rillway.server.body.ApiException;
import io.rillway.server.route.Call;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What whoever changes something believes of it: {@code If-Match} with its revision, {@code If-Match: *} that it is there,
 * {@code If-None-Match: *} that it is not.
 *
 * @param match the revisions of which one must be the present one; empty for any
 * @param absent whether it must not be there yet
 */
record Precondition(List<String> match, boolean absent) {

    /** Anything will do. */
    static final Precondition NONE = new Precondition(List.of(), false);

    private static final String ANY = "*";

    static Precondition of(Call call) {
        String none = call.request().getHeader("If-None-Match");
        if (none != null && !none.strip().equals(ANY)) {
            throw ApiException.invalid("If-None-Match: not * (expected: * for what must not be there yet)");
        }
        String match = call.request().getHeader("If-Match");
        List<String> revisions = match == null
                ? List.of()
                : Stream.of(match.split(",")).map(Precondition::unquoted).toList();
        return new Precondition(revisions, none != null);
    }

    private static String unquoted(String tag) {
        return tag.strip().replaceAll("^\"|\"$", "");
    }

    /** Refuses what is believed and is not so; the revision is empty if the thing is not there. */
    void check(String id, Optional<String> revision) {
        boolean fits = absent
                ? revision.isEmpty()
                : match.isEmpty() || (revision.isPresent() && (match.contains(ANY) || match.contains(revision.get())));
        if (!fits) {
            throw new ApiException(
                    412,
                    "PRECONDITION_FAILED",
                    revision.isEmpty()
                            ? id + " is not there"
                            : id + " was changed by somebody else, or is there already",
                    revision.<Map<String, Object>>map(now -> Map.of("revision", now))
                            .orElse(Map.of()));
        }
    }
}
