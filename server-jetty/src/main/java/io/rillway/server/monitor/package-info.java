// SPDX-License-Identifier: Apache-2.0
/** The log monitor: what was logged last, told to whoever follows (requirements S2). */
@NullMarked
package io.rillway.server.monitor;

import org.jspecify.annotations.NullMarked;
