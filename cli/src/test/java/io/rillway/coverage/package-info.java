// SPDX-License-Identifier: Apache-2.0
/** Whether everything that was asked for is proved by a test that says so. */
@NullMarked
package io.rillway.coverage;

import org.jspecify.annotations.NullMarked;
