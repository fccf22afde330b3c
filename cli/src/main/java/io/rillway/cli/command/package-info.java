// SPDX-License-Identifier: Apache-2.0
/** The commands. */
@NullMarked
package io.rillway.cli.command;

import org.jspecify.annotations.NullMarked;
