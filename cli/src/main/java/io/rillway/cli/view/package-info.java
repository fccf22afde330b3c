// SPDX-License-Identifier: Apache-2.0
/** What people see: plans, progress, endings, tables; text made of values. */
@NullMarked
package io.rillway.cli.view;

import org.jspecify.annotations.NullMarked;
