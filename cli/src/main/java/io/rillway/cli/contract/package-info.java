// SPDX-License-Identifier: Apache-2.0
/** The service through which a harness of the public SSE contract tests drives the Java client. */
@NullMarked
package io.rillway.cli.contract;

import org.jspecify.annotations.NullMarked;
