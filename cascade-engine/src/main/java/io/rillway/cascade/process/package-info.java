// SPDX-License-Identifier: Apache-2.0
/** Children and commands: launched, known again, and ended with all that belongs to them. Stands on the system's view. */
@NullMarked
package io.rillway.cascade.process;

import org.jspecify.annotations.NullMarked;
