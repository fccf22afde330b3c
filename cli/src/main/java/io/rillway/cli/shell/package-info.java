// SPDX-License-Identifier: Apache-2.0
/** Where a command runs: environment, input and output, screen, exit codes. */
@NullMarked
package io.rillway.cli.shell;

import org.jspecify.annotations.NullMarked;
