// SPDX-License-Identifier: Apache-2.0
package io.rillway.cli.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import tools.jackson.databind.json.JsonMapper;

/** How the commands read and write JSON. */
public final class Json {

    /** Leaves absent values out, as the server does. */
    public static final JsonMapper MAPPER = JsonMapper.builder()
            .changeDefaultPropertyInclusion(old -> old.withValueInclusion(JsonInclude.Include.NON_NULL))
            .build();

    private Json() {}
}
