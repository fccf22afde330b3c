// SPDX-License-Identifier: Apache-2.0
/** Credentials that are minted for one attempt. */
@NullMarked
package io.rillway.client.credential;

import org.jspecify.annotations.NullMarked;
