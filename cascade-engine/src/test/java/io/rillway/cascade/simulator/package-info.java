// SPDX-License-Identifier: Apache-2.0
/** A simulated world in virtual time with an engine in it, and a checker that reads what was observed and nothing else. */
@NullMarked
package io.rillway.cascade.simulator;

import org.jspecify.annotations.NullMarked;
