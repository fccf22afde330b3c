// SPDX-License-Identifier: Apache-2.0
/** What looks at a resource: the port, and the probes by TCP, HTTP and command. */
@NullMarked
package io.rillway.cascade.probe;

import org.jspecify.annotations.NullMarked;
