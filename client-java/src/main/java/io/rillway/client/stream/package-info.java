// SPDX-License-Identifier: Apache-2.0
/** From the bytes of an open stream to its events. */
@NullMarked
package io.rillway.client.stream;

import org.jspecify.annotations.NullMarked;
