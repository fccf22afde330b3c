// SPDX-License-Identifier: Apache-2.0
/** What gives when a subscriber cannot keep up: pure decisions. */
@NullMarked
package io.rillway.hub.pace;

import org.jspecify.annotations.NullMarked;
