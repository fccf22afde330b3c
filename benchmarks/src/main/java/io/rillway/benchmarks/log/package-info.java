// SPDX-License-Identifier: Apache-2.0
/** What the log costs: appending, and finding a place to go on from. */
@NullMarked
package io.rillway.benchmarks.log;

import org.jspecify.annotations.NullMarked;
