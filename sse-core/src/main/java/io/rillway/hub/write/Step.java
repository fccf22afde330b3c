// SPDX-License-Identifier: Apache-2.0
package io.rillway.hub.write;

import io.rillway.hub.route.SelectionKey;

/**
 * A change of what a stream carries, which stands at a place of the log.
 *
 * @param place up to where the stream carries what it carried
 * @param key what it carries from there on
 */
record Step(long place, SelectionKey key) {}
