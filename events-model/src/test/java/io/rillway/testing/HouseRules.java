// SPDX-License-Identifier: Apache-2.0
package io.rillway.testing;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.time.Clock;
import java.util.Arrays;
import java.util.stream.Stream;

/**
 * The rules of the house that hold in every module; a module's {@code HouseRulesTest} calls {@link #check} with its root
 * package and the packages of the floors it stands on.
 */
public final class HouseRules {

    private static final String BANNED = ".*(Manager|Helper|Utils?|Impl|Data|Info|Processor|Service|Base|Wrapper)";
    private static final String[] GROUND = {
        "java..", "javax.net..", "org.jspecify..", "com.fasterxml.jackson.annotation.."
    };

    private HouseRules() {}

    /** Checks the module below {@code root}; beside itself and the JDK it may use {@code allowed} only. */
    public static void check(String root, String... allowed) {
        JavaClasses module = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_JARS)
                .importPackages(root);
        checkDirections(module, root, allowed);
        checkShape(module);
    }

    private static void checkDirections(JavaClasses module, String root, String... allowed) {
        slices().matching(root + ".(**)")
                .should()
                .beFreeOfCycles()
                .allowEmptyShould(true)
                .check(module);
        String[] known = Stream.of(Stream.of(root + ".."), Arrays.stream(GROUND), Arrays.stream(allowed))
                .flatMap(names -> names)
                .toArray(String[]::new);
        classes().should().onlyDependOnClassesThat().resideInAnyPackage(known).check(module);
    }

    private static void checkShape(JavaClasses module) {
        noClasses().should().haveNameMatching(BANNED).check(module);
        noClasses().should().callMethod(System.class, "currentTimeMillis").check(module);
        noClasses().should().callMethod(Clock.class, "systemUTC").check(module);
        noClasses().should().callMethod(Thread.class, "sleep", long.class).check(module);
        noFields()
                .that()
                .areStatic()
                .should()
                .notBeFinal()
                .allowEmptyShould(true)
                .check(module);
        classes()
                .that()
                .areTopLevelClasses()
                .and()
                .areNotInterfaces()
                .and()
                .areNotEnums()
                .and()
                .doNotHaveModifier(JavaModifier.ABSTRACT)
                .should()
                .haveModifier(JavaModifier.FINAL)
                .allowEmptyShould(true)
                .check(module);
    }
}
