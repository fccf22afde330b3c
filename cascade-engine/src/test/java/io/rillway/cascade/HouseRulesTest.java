// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.rillway.testing.HouseRules;
import org.junit.jupiter.api.Test;

class HouseRulesTest {

    @Test
    void theEngineKnowsNoHub() {
        HouseRules.check("io.rillway.cascade", "io.rillway.events..", "org.slf4j..");
    }

    @Test
    void arrowsRunDown() {
        JavaClasses module = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_JARS)
                .importPackages("io.rillway.cascade");
        layeredArchitecture()
                .consideringOnlyDependenciesInLayers()
                .layer("model")
                .definedBy("..cascade.model..")
                .layer("plan")
                .definedBy("..cascade.plan..")
                .layer("journal")
                .definedBy("..cascade.journal..")
                .layer("recover")
                .definedBy("..cascade.recover..")
                .layer("loop")
                .definedBy("..cascade.loop..")
                .layer("watch")
                .definedBy("..cascade.watch..")
                .layer("run")
                .definedBy("..cascade.run..")
                .layer("publish")
                .definedBy("..cascade.publish..")
                .layer("door")
                .definedBy("io.rillway.cascade")
                .whereLayer("door")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("publish")
                .mayOnlyBeAccessedByLayers("door")
                .whereLayer("run")
                .mayOnlyBeAccessedByLayers("door")
                .whereLayer("watch")
                .mayOnlyBeAccessedByLayers("run", "door")
                .whereLayer("loop")
                .mayOnlyBeAccessedByLayers("watch", "run", "door")
                .whereLayer("journal")
                .mayOnlyBeAccessedByLayers("recover", "watch", "run", "publish", "door")
                .whereLayer("recover")
                .mayOnlyBeAccessedByLayers("run", "door")
                .whereLayer("plan")
                .mayOnlyBeAccessedByLayers("watch", "run")
                .check(module);
    }

    @Test
    void processesAreStartedInOnePlace() {
        JavaClasses module = new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages("io.rillway.cascade");
        noClasses()
                .that()
                .doNotHaveSimpleName("Spawning")
                .should()
                .callMethod(ProcessBuilder.class, "start")
                .because("a kill -9 between two starts side by side would keep the port open")
                .check(module);
    }
}
