// SPDX-License-Identifier: Apache-2.0
/** The shape of an event on the wire (WHATWG HTML, section 9.2): bytes and nothing else. */
@NullMarked
package io.rillway.events.wire;

import org.jspecify.annotations.NullMarked;
