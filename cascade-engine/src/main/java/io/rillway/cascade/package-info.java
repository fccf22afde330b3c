// SPDX-License-Identifier: Apache-2.0
/** The door of the engine: open it over a graph, plan, start and stop, follow a cascade, close it. */
@NullMarked
package io.rillway.cascade;

import org.jspecify.annotations.NullMarked;
