// SPDX-License-Identifier: Apache-2.0
package io.rillway.coverage;

import java.util.List;
import java.util.stream.Collectors;

/** The rows and what proves them, as a page. */
record CoverageTable(List<Row> rows, List<Proof> proofs) {

    private static final String HEAD = """
            # What was asked for, and the tests that prove it

            Made by `RequirementsCoverageTest` from the rows in [requirements.txt](requirements.txt) and from the tests whose display name
            has the id of a row in it; the build fails when this page is not up to date, or when a row has neither a test nor a reason.
            Write it anew with

            ```
            ./mvnw -pl cli -am test -Dtest=RequirementsCoverageTest -Drequirements.write=true -Dsurefire.failIfNoSpecifiedTests=false
            ```

            ## Gates

            Each line can be run by itself, with `./mvnw -am verify -Dsurefire.failIfNoSpecifiedTests=false
            -Dfailsafe.failIfNoSpecifiedTests=false` before it.

            """;

    String text() {
        StringBuilder text = new StringBuilder(HEAD);
        text.append("| gate | | run |\n|---|---|---|\n");
        rows.stream().filter(Row::isGate).forEach(row -> text.append(gate(row)));
        text.append("\n## Rows\n\n| row | | proved by | not proved by a test, because |\n|---|---|---|---|\n");
        rows.stream().filter(row -> !row.isGate()).forEach(row -> text.append(line(row)));
        return text.toString();
    }

    private String gate(Row row) {
        String commands = of(row).stream()
                .map(proof -> "`-pl " + proof.module() + " " + proof.argument() + "`")
                .collect(Collectors.joining("<br>"));
        String reason = row.reason().isEmpty() || commands.isEmpty() ? row.reason() : "<br>" + row.reason();
        return "| " + row.id() + " | " + row.words() + " | " + commands + reason + " |\n";
    }

    private String line(Row row) {
        String tests = of(row).stream()
                .map(proof -> "`" + proof.test() + "`")
                .distinct()
                .collect(Collectors.joining(", "));
        return "| " + row.id() + " | " + row.words() + " | " + tests + " | " + row.reason() + " |\n";
    }

    private List<Proof> of(Row row) {
        return proofs.stream().filter(proof -> proof.id().equals(row.id())).toList();
    }

    /** {@return the rows that have neither a test nor a reason} */
    List<String> open() {
        return rows.stream()
                .filter(row -> row.reason().isEmpty() && of(row).isEmpty())
                .map(Row::id)
                .toList();
    }

    /** {@return the ids that tests name and nobody has asked for} */
    List<String> unknown() {
        List<String> known = rows.stream().map(Row::id).toList();
        return proofs.stream()
                .filter(proof -> !known.contains(proof.id()))
                .map(proof -> proof.id() + " of " + proof.test())
                .toList();
    }
}
