// SPDX-License-Identifier: Apache-2.0
/** What the hub and the machine do, as figures: meters of Micrometer, which an application may have or not. */
@NullMarked
package io.rillway.server.metrics;

import org.jspecify.annotations.NullMarked;
