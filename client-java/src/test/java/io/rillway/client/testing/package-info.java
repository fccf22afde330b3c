// SPDX-License-Identifier: Apache-2.0
/** Fixtures of the client's tests. */
package io.rillway.client.testing;
