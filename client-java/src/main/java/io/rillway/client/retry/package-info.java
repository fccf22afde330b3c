// SPDX-License-Identifier: Apache-2.0
/** Whether, and when, a stream that was lost is opened anew. */
@NullMarked
package io.rillway.client.retry;

import org.jspecify.annotations.NullMarked;
