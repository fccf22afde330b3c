// SPDX-License-Identifier: Apache-2.0
/** The ground: what an event is, what it is about, and where it goes. Imports nothing of Rillway. */
@NullMarked
package io.rillway.events;

import org.jspecify.annotations.NullMarked;
