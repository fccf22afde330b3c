// SPDX-License-Identifier: Apache-2.0
/** A Caffeine cache of what was fetched, which the events of a stream empty. */
@NullMarked
package io.rillway.example.cache;

import org.jspecify.annotations.NullMarked;
