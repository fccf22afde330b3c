// SPDX-License-Identifier: Apache-2.0
/** Time and threads: the loop that owns all state, its alarms, and the workers that call what may block. */
@NullMarked
package io.rillway.cascade.loop;

import org.jspecify.annotations.NullMarked;
