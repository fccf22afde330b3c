// SPDX-License-Identifier: Apache-2.0
/** The first stage of a cascade: graph, request and what is known of reality make a plan; nothing here acts or waits. */
@NullMarked
package io.rillway.cascade.plan;

import org.jspecify.annotations.NullMarked;
