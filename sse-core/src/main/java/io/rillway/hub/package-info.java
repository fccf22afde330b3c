// SPDX-License-Identifier: Apache-2.0
/** The door of the hub: open it, publish to it, subscribe to it, close it. */
@NullMarked
package io.rillway.hub;

import org.jspecify.annotations.NullMarked;
