// SPDX-License-Identifier: Apache-2.0
/** The door of the client, and the values it speaks in. */
@NullMarked
package io.rillway.client;

import org.jspecify.annotations.NullMarked;
