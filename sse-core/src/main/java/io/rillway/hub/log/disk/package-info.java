// SPDX-License-Identifier: Apache-2.0
/** The files of a log on disk: records, segments, their index, and what is done about what is broken. */
@NullMarked
package io.rillway.hub.log.disk;

import org.jspecify.annotations.NullMarked;
