// SPDX-License-Identifier: Apache-2.0
/** The user's profile file, which keeps a token for each server. */
@NullMarked
package io.rillway.server.profile;

import org.jspecify.annotations.NullMarked;
