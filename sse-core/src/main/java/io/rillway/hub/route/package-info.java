// SPDX-License-Identifier: Apache-2.0
/** Who gets it: selections, and the table that finds them by topic. */
@NullMarked
package io.rillway.hub.route;

import org.jspecify.annotations.NullMarked;
