// SPDX-License-Identifier: Apache-2.0
/** A small load against a server: streams, events, and how long they took. */
@NullMarked
package io.rillway.cli.bench;

import org.jspecify.annotations.NullMarked;
