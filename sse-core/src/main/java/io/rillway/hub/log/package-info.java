// SPDX-License-Identifier: Apache-2.0
/** What was said: the log in memory, with its index by topic. */
@NullMarked
package io.rillway.hub.log;

import org.jspecify.annotations.NullMarked;
