// SPDX-License-Identifier: Apache-2.0
/** Following a cascade to its end. */
@NullMarked
package io.rillway.cli.follow;

import org.jspecify.annotations.NullMarked;
