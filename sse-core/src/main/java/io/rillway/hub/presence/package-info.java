// SPDX-License-Identifier: Apache-2.0
/** Who is connected, who may be, and who was told to stop. */
@NullMarked
package io.rillway.hub.presence;

import org.jspecify.annotations.NullMarked;
