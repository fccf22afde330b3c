// SPDX-License-Identifier: Apache-2.0
/** What lies below the servlet API: the fast way to write where the container is Jetty, and the plain way elsewhere. */
@NullMarked
package io.rillway.server.jetty;

import org.jspecify.annotations.NullMarked;
