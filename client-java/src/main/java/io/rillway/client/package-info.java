// SPDX-License-Identifier: Apache-2.0
/** The door of the Java client: open it with an address and options, pull it or give it handlers. */
@NullMarked
package io.rillway.client;

import org.jspecify.annotations.NullMarked;
