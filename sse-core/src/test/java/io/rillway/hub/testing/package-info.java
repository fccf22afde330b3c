// SPDX-License-Identifier: Apache-2.0
/** Fixtures for whoever tests against the hub. */
@NullMarked
package io.rillway.hub.testing;

import org.jspecify.annotations.NullMarked;
