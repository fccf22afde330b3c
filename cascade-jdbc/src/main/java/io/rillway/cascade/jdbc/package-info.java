// SPDX-License-Identifier: Apache-2.0
/** The journal of the engine in a database: an H2 file, or PostgreSQL. */
@NullMarked
package io.rillway.cascade.jdbc;

import org.jspecify.annotations.NullMarked;
