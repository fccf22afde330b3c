// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.process;

import java.nio.file.Path;

/**
 * What a resource's folder holds for its child.
 *
 * @param mark who the child is
 * @param output what it writes
 */
record ChildFolder(MarkFile mark, OutputFile output) {

    static ChildFolder in(Path folder) {
        return new ChildFolder(
                new MarkFile(folder.resolve("process.mark")),
                new OutputFile(folder.resolve("output.log"), OutputFile.BOUND_BYTES));
    }
}
