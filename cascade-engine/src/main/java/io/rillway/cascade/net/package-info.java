// SPDX-License-Identifier: Apache-2.0
/** Asking something over the network, bounded in time whatever the network does; imports nothing of the module. */
@NullMarked
package io.rillway.cascade.net;

import org.jspecify.annotations.NullMarked;
