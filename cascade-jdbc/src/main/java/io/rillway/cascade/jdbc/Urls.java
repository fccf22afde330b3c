// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.jdbc;

import java.nio.file.Path;

/** JDBC URLs: made, and shown without credentials. */
final class Urls {

    // Closed by us and not by a hook of the driver's, which would be before us; no trace file beside the data.
    private static final String H2_SETTINGS = ";DB_CLOSE_ON_EXIT=FALSE;TRACE_LEVEL_FILE=0";

    private Urls() {}

    static String ofFile(Path folder) {
        Path file = folder.toAbsolutePath().normalize().resolve("journal");
        if (file.toString().indexOf(';') >= 0) {
            throw new IllegalArgumentException("folder: " + folder + " (expected: no semicolon in its path)");
        }
        return "jdbc:h2:file:" + file + H2_SETTINGS;
    }

    /** Up to where parameters and settings begin, and without anybody's name before the host. */
    static String redacted(String url) {
        String place = url.split("[?;]", 2)[0];
        return place.replaceAll("//[^/@]*@", "//");
    }
}
