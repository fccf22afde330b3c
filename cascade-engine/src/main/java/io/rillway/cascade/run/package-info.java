// SPDX-License-Identifier: Apache-2.0
/** Carries plans out: admission, claims, actions and cascades, all owned by the coordinator's loop. */
@NullMarked
package io.rillway.cascade.run;

import org.jspecify.annotations.NullMarked;
