// SPDX-License-Identifier: Apache-2.0
/** The bodies of requests and answers, errors among them. */
@NullMarked
package io.rillway.server.body;

import org.jspecify.annotations.NullMarked;
