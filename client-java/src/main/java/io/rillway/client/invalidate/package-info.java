// SPDX-License-Identifier: Apache-2.0
/** Which cached answers an event makes stale. */
@NullMarked
package io.rillway.client.invalidate;

import org.jspecify.annotations.NullMarked;
