// SPDX-License-Identifier: Apache-2.0
/** What is known of reality: the resources as the engine holds them, the looks at them, and their statuses. */
@NullMarked
package io.rillway.cascade.watch;

import org.jspecify.annotations.NullMarked;
