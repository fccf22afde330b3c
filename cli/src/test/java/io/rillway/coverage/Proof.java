// SPDX-License-Identifier: Apache-2.0
package io.rillway.coverage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A test class that says it proves a row.
 *
 * @param id the row
 * @param module the folder of its module
 * @param test the simple name of the class
 */
record Proof(String id, String module, String test) implements Comparable<Proof> {

    /** What a test shows as its name: the texts of an annotation, however they are broken into lines. */
    private static final Pattern SHOWN = Pattern.compile(
            "@(?:DisplayName|ParameterizedTest|RepeatedTest)\\((?:[^\"()]|\\([^\"()]*\\)|\"(?:[^\"\\\\]|\\\\.)*\")*\\)");

    private static final Pattern ID = Pattern.compile("\\b(?:S[1-5]-\\d\\d|C\\d{1,2}|G\\d{1,2})\\b");

    /** {@return what the tests of all modules below a folder say} */
    static List<Proof> all(Path root) throws IOException {
        List<Proof> proofs = new ArrayList<>();
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.filter(Proof::isTest).toList()) {
                add(proofs, root, file);
            }
        }
        return proofs.stream().distinct().sorted().toList();
    }

    private static boolean isTest(Path file) {
        String path = file.toString().replace('\\', '/');
        return path.contains("/src/test/java/") && path.endsWith(".java");
    }

    private static void add(List<Proof> proofs, Path root, Path file) throws IOException {
        String path = root.relativize(file).toString().replace('\\', '/');
        String module = path.substring(0, path.indexOf("/src/test/java/"));
        String test = path.substring(path.lastIndexOf('/') + 1, path.length() - ".java".length());
        Matcher shown = SHOWN.matcher(Files.readString(file));
        while (shown.find()) {
            ID.matcher(shown.group()).results().forEach(id -> proofs.add(new Proof(id.group(), module, test)));
        }
    }

    /** {@return what a build is told to run this test alone} */
    String argument() {
        return (test.endsWith("IT") ? "-Dit.test=" : "-Dtest=") + test;
    }

    @Override
    public int compareTo(Proof other) {
        return Comparator.comparing(Proof::id)
                .thenComparing(Proof::test)
                .thenComparing(Proof::module)
                .compare(this, other);
    }
}
