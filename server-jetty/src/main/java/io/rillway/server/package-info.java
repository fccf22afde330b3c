// SPDX-License-Identifier: Apache-2.0
/** The door of the reference server, and the only place that puts everything together. */
@NullMarked
package io.rillway.server;

import org.jspecify.annotations.NullMarked;
