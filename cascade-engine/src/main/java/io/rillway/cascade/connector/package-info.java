// SPDX-License-Identifier: Apache-2.0
/** What acts on a resource: the port, and the connectors for processes and commands. */
@NullMarked
package io.rillway.cascade.connector;

import org.jspecify.annotations.NullMarked;
