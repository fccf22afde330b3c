// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.process;

import io.rillway.cascade.system.ProcessIdentity;
import org.jspecify.annotations.Nullable;

/**
 * What is known on disk of a child.
 *
 * @param child who it is; null while there is only the intention to start one
 */
record Mark(@Nullable ProcessIdentity child) {

    static final Mark INTENTION = new Mark(null);
}
