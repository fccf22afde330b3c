// SPDX-License-Identifier: Apache-2.0
/** Gives memory back to the machine that a busy time has taken. */
@NullMarked
package io.rillway.cli.memory;

import org.jspecify.annotations.NullMarked;
