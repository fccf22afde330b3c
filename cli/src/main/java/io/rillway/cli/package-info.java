// SPDX-License-Identifier: Apache-2.0
/** The program. */
@NullMarked
package io.rillway.cli;

import org.jspecify.annotations.NullMarked;
