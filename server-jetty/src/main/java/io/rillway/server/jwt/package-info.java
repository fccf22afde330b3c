// SPDX-License-Identifier: Apache-2.0
/** Signed tokens: whose key signed them, whether they hold, and who they say is asking. */
@NullMarked
package io.rillway.server.jwt;

import org.jspecify.annotations.NullMarked;
