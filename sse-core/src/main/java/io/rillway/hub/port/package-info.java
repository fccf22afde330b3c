// SPDX-License-Identifier: Apache-2.0
/** What the hub and its surroundings agree on: connections, requests to subscribe, subscriptions, the log. */
@NullMarked
package io.rillway.hub.port;

import org.jspecify.annotations.NullMarked;
