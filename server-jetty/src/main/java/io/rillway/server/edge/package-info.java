// SPDX-License-Identifier: Apache-2.0
/**
 * What stands between the network and the doors: for whom a proxy asks, which names and origins are welcome, what every
 * answer says to a browser, and how long a request may take to arrive.
 */
@NullMarked
package io.rillway.server.edge;

import org.jspecify.annotations.NullMarked;
