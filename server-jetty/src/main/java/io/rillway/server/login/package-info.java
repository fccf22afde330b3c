// SPDX-License-Identifier: Apache-2.0
/** How one credential becomes another: passwords and links become sessions, and either becomes a ticket for a stream. */
@NullMarked
package io.rillway.server.login;

import org.jspecify.annotations.NullMarked;
