// SPDX-License-Identifier: Apache-2.0
/** The endpoints: what the streams at an address look like, and the ready-made ones of the known applications. */
@NullMarked
package io.rillway.server.endpoint;

import org.jspecify.annotations.NullMarked;
