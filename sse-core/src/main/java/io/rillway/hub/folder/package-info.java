// SPDX-License-Identifier: Apache-2.0
/** Whose a folder is; stands on the ground, beside the contracts. */
@NullMarked
package io.rillway.hub.folder;

import org.jspecify.annotations.NullMarked;
