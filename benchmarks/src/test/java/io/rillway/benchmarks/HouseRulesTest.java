// SPDX-License-Identifier: Apache-2.0
package io.rillway.benchmarks;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class HouseRulesTest {

    /** What the modules export: a figure that needs a stage from the inside is no figure of what an application has. */
    private static final String[] DOORS = {
        "io.rillway.events",
        "io.rillway.events.json",
        "io.rillway.events.wire",
        "io.rillway.events.catalog",
        "io.rillway.hub",
        "io.rillway.hub.port",
        "io.rillway.cascade",
        "io.rillway.cascade.model",
        "io.rillway.cascade.connector",
        "io.rillway.cascade.journal",
        "io.rillway.cascade.jdbc",
        "io.rillway.cascade.probe",
        "io.rillway.client",
        "io.rillway.client.model",
        "io.rillway.server",
        "io.rillway.server.auth",
        "io.rillway.server.config",
        "io.rillway.server.http",
    };

    @Test
    void benchmarksComeInByTheDoors() {
        String[] known = Stream.concat(
                        Arrays.stream(DOORS),
                        Stream.of(
                                "io.rillway.benchmarks..",
                                "java..",
                                "org.jspecify..",
                                "org.openjdk.jmh..",
                                "com.sun.management",
                                "com.github.dexecutor..",
                                "com.launchdarkly..",
                                "okhttp3..",
                                "okio..",
                                "org.springframework..",
                                "reactor..",
                                "org.glassfish.jersey..",
                                "jakarta.ws.rs.."))
                .toArray(String[]::new);
        classes()
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(known)
                .check(new ClassFileImporter()
                        .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                        .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_JARS)
                        .importPackages("io.rillway.benchmarks"));
    }
}
