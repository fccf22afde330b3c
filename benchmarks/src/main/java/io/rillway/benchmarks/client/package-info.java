// SPDX-License-Identifier: Apache-2.0
/** The Java client: its parser, alone and beside those of others. */
@NullMarked
package io.rillway.benchmarks.client;

import org.jspecify.annotations.NullMarked;
