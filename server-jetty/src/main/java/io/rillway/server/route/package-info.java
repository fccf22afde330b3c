// SPDX-License-Identifier: Apache-2.0
/** What every servlet of the API has in common: who asks, which route it is, and how a refusal is told. */
@NullMarked
package io.rillway.server.route;

import org.jspecify.annotations.NullMarked;
