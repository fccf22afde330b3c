// SPDX-License-Identifier: Apache-2.0
/** Turns journal entries into events; asks nobody but the journal. */
@NullMarked
package io.rillway.cascade.publish;

import org.jspecify.annotations.NullMarked;
