// SPDX-License-Identifier: Apache-2.0
/** What a client has seen: the last events, how it stands, and its place in the stream for the next process. */
@NullMarked
package io.rillway.client.store;

import org.jspecify.annotations.NullMarked;
