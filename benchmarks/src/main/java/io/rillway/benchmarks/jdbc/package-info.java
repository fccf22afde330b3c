// SPDX-License-Identifier: Apache-2.0
/** What a durable step costs. */
@NullMarked
package io.rillway.benchmarks.jdbc;

import org.jspecify.annotations.NullMarked;
