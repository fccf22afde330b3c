// SPDX-License-Identifier: Apache-2.0
/** Events as JSON: the codec between payloads and text, and the envelopes an endpoint may ask for. */
@NullMarked
package io.rillway.events.json;

import org.jspecify.annotations.NullMarked;
