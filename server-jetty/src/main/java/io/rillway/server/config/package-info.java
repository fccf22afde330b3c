// SPDX-License-Identifier: Apache-2.0
/** The configuration: YAML, environment and flags, bound to records and checked. */
@NullMarked
package io.rillway.server.config;

import org.jspecify.annotations.NullMarked;
