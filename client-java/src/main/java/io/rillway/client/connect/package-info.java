// SPDX-License-Identifier: Apache-2.0
/** One attempt: the request, its redirects, the answer's head, and its body as signals in an inbox. */
@NullMarked
package io.rillway.client.connect;

import org.jspecify.annotations.NullMarked;
