// SPDX-License-Identifier: Apache-2.0
/** The ground of the client: what happens on a stream, how a client stands, and what a request carries. */
@NullMarked
package io.rillway.client.model;

import org.jspecify.annotations.NullMarked;
