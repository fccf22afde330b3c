// SPDX-License-Identifier: Apache-2.0
/** The cascade engine: what a step costs beside a graph of futures and beside dexecutor, and what loading and planning cost. */
@NullMarked
package io.rillway.benchmarks.engine;

import org.jspecify.annotations.NullMarked;
