// SPDX-License-Identifier: Apache-2.0
/** Hub and engine in a program that has no web framework. */
@NullMarked
package io.rillway.example.embed;

import org.jspecify.annotations.NullMarked;
