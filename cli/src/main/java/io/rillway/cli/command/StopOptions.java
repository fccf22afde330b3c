// SPDX-License-Identifier: Apache-2.0
package io.rillway.cli.command;

import io.rillway.cascade.model.CascadeRequest.Dependents;
import java.util.ArrayList;
import picocli.CommandLine.Option;

/** The options of a stop, planned or done. */
final class StopOptions {

    @Option(
            names = "--dependents",
            paramLabel = "HOW",
            defaultValue = "refuse",
            converter = Lowercase.OfDependents.class,
            completionCandidates = Words.class,
            description =
                    "What to do about services that run and need it: refuse (default), stop them too, or ignore them")
    private Dependents dependents = Dependents.REFUSE;

    /** What a shell completes. */
    static final class Words extends ArrayList<String> {

        private static final long serialVersionUID = 1L;

        Words() {
            super(Lowercase.words(Dependents.values()));
        }
    }

    StopOptions() {}

    Dependents dependents() {
        return dependents;
    }
}
