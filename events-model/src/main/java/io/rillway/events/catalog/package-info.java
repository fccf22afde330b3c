// SPDX-License-Identifier: Apache-2.0
/** The typed events that the applications exchange, with their exact names and fields. */
@NullMarked
package io.rillway.events.catalog;

import org.jspecify.annotations.NullMarked;
