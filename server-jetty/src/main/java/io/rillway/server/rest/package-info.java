// SPDX-License-Identifier: Apache-2.0
/** The REST servlets: publishing, resources, cascades, sign-in, health. */
@NullMarked
package io.rillway.server.rest;

import org.jspecify.annotations.NullMarked;
