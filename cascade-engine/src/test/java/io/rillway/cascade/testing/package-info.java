// SPDX-License-Identifier: Apache-2.0
/** Fixtures: a loop and workers that a test drives, connectors that follow a script, a sink that remembers. */
@NullMarked
package io.rillway.cascade.testing;

import org.jspecify.annotations.NullMarked;
