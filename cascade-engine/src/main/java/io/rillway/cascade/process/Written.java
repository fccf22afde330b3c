// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.process;

import java.io.File;
import java.io.IOException;
import java.util.List;

/** Where a command writes. */
interface Written {

    /** {@return where it is to write} */
    File target();

    /** It has what it writes to open from now on. */
    default void opened() throws IOException {}

    /** Cuts what has grown beyond its bound. */
    void tend() throws IOException;

    /**
     * {@return the last lines, oldest first}
     *
     * @param lines the most lines, 1 or more
     */
    List<String> tail(int lines) throws IOException;
}
