// SPDX-License-Identifier: Apache-2.0
/** Callers at random on the engine's door, on real threads, and a checker that reads what was seen and nothing else. */
@NullMarked
package io.rillway.cascade.fuzz;

import org.jspecify.annotations.NullMarked;
