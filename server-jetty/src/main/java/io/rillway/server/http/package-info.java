// SPDX-License-Identifier: Apache-2.0
/** The streams over HTTP: endpoints, and the servlet that serves them. */
@NullMarked
package io.rillway.server.http;

import org.jspecify.annotations.NullMarked;
