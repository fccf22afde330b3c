// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.process;

import io.rillway.cascade.system.ProcessEntry;
import io.rillway.cascade.system.ProcessTable;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/**
 * What a child and all its offspring carry in their environment, so that they are found when nothing else is known.
 *
 * @param value the engine and the resource, each encoded so that no two pairs look alike
 */
public record RunMark(String value) {

    /** The name of the variable. */
    public static final String VARIABLE = "RILLWAY_RUN";

    /** {@return the mark of a resource's children} */
    public static RunMark of(String engineId, String resourceId) {
        return new RunMark(encoded(engineId) + "/" + encoded(resourceId));
    }

    boolean isOn(ProcessEntry process, ProcessTable table) {
        return table.variable(process.pid(), VARIABLE).filter(value::equals).isPresent();
    }

    private static String encoded(String id) {
        return URLEncoder.encode(id, StandardCharsets.UTF_8);
    }
}
