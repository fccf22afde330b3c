// SPDX-License-Identifier: Apache-2.0
/** What people are shown: cascades as they run, notifications, how the connection stands. */
@NullMarked
package io.rillway.client.view;

import org.jspecify.annotations.NullMarked;
