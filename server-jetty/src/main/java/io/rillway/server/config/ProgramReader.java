// SPDX-License-Identifier: Apache-2.0
package io.rillway.server.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Reads a program to run: a list of words, or a map that says where it runs and with what in its environment.
 *
 * @param folder where it runs if that is not said, and what relative paths start from
 */
record ProgramReader(Path folder) {

    /** A program with its arguments, where it runs, and what is in its environment. */
    record Program(List<String> words, Path workdir, Map<String, String> env) {}

    Program read(Node node) {
        if (!node.isMap()) {
            return new Program(List.of(Values.words(node)), folder, Map.of());
        }
        Program program = new Program(
                List.of(Values.words(node.required("run"))),
                node.child("workdir").map(n -> n.path(folder)).orElse(folder),
                node.child("env").map(Node::textMap).orElse(Map.of()));
        node.done();
        return program;
    }
}
