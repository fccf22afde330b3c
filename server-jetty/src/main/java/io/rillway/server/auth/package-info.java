// SPDX-License-Identifier: Apache-2.0
/** Who is behind a request: principals, and what finds them out. */
@NullMarked
package io.rillway.server.auth;

import org.jspecify.annotations.NullMarked;
