// SPDX-License-Identifier: Apache-2.0
/** What the operating system says of its processes, and the signals it carries; imports nothing of the module. */
@NullMarked
package io.rillway.cascade.system;

import org.jspecify.annotations.NullMarked;
