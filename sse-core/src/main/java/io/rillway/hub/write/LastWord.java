// SPDX-License-Identifier: Apache-2.0
package io.rillway.hub.write;

import io.rillway.events.EventType;

/**
 * What a stream is told last. It has no id, because it stands nowhere in the log.
 *
 * @param type the event's type
 * @param payload what it says
 */
record LastWord(String type, Object payload) {

    static <T> LastWord of(EventType<T> type, T payload) {
        return new LastWord(type.name(), payload);
    }
}
