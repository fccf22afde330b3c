// SPDX-License-Identifier: Apache-2.0
/** What happened, one entry per transition, in order; the only source of events. */
@NullMarked
package io.rillway.cascade.journal;

import org.jspecify.annotations.NullMarked;
