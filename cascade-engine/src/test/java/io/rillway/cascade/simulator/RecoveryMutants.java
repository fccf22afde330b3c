// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.simulator;

import java.util.List;

/** The mistakes that the checker of crashes has to find. */
final class RecoveryMutants {

    private RecoveryMutants() {}

    private static Mutant of(String name, String file, String from, String to) {
        return new Mutant(name, file, from, to, List.of());
    }

    static List<Mutant> all() {
        return List.of(
                of(
                        "an order is given before its intention is durable",
                        "run/Act.java",
                        "if (audience.isRecorded() && !tools().pen().isWritten()) {",
                        "if (false) {"),
                of(
                        "what is open is forgotten",
                        "run/Revival.java",
                        "                open.add(chronicle);",
                        "                continue;"),
                of(
                        "what has been cancelled goes on",
                        "run/Revival.java",
                        "if (cancelled.isPresent()) {",
                        "if (false) {"),
                of(
                        "what has ended is ended again",
                        "run/Revival.java",
                        "} else if (chronicle.ended().isPresent()) {",
                        "} else if (false) {"),
                of(
                        "what has failed goes on",
                        "run/Revival.java",
                        "} else if (fatal.isPresent()) {",
                        "} else if (false) {"),
                of(
                        "what awaits a confirmation awaits it for ever",
                        "run/Revival.java",
                        "confirmations.await(run, age(chronicle));",
                        ""),
                of(
                        "the end of what is given up is not written",
                        "run/Revival.java",
                        "run.conclude(outcome, List.of());",
                        ""),
                of(
                        "a cascade that is to fail is gone on with",
                        "run/Revival.java",
                        "return options.onRestart() == OnRestart.RESUME",
                        "return options.onRestart() != null"),
                of(
                        "a rollback that was cut is not finished",
                        "run/Revival.java",
                        "if (mayResume && run.subject().onFailure() == OnFailure.ROLLBACK) {",
                        "if (false) {"),
                of(
                        "claims outlive their cascade",
                        "run/Runs.java",
                        "        release(run);\n        open.remove(run.ledger().id());\n        archive.ended(run.ledger());",
                        "        open.remove(run.ledger().id());\n        archive.ended(run.ledger());"),
                of(
                        "events that were not published are lost",
                        "publish/Outbox.java",
                        "this.position = journal.published();",
                        "this.position = Long.MAX_VALUE / 2;"));
    }
}
