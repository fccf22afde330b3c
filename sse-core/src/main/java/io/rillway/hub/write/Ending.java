// SPDX-License-Identifier: Apache-2.0
package io.rillway.hub.write;

import io.rillway.hub.port.CloseReason;
import org.jspecify.annotations.Nullable;

/**
 * How a stream is to end.
 *
 * @param reason why
 * @param last what it is told before, overtaking everything; or null
 */
record Ending(CloseReason reason, @Nullable LastWord last) {}
