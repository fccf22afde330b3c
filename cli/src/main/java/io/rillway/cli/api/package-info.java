// SPDX-License-Identifier: Apache-2.0
/** The server's API, as the commands need it. */
@NullMarked
package io.rillway.cli.api;

import org.jspecify.annotations.NullMarked;
