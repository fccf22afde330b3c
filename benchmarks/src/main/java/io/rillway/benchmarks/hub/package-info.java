// SPDX-License-Identifier: Apache-2.0
/** What the hub costs without sockets. */
@NullMarked
package io.rillway.benchmarks.hub;

import org.jspecify.annotations.NullMarked;
