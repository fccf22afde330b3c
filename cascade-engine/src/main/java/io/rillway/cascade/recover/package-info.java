// SPDX-License-Identifier: Apache-2.0
/** Reads the journal when an engine opens: which cascades an earlier life left, how far they had come, and what ran. */
@NullMarked
package io.rillway.cascade.recover;

import org.jspecify.annotations.NullMarked;
