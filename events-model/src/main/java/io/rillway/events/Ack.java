// SPDX-License-Identifier: Apache-2.0
package io.rillway.events;

/** When a publisher is answered. */
public enum Ack {
    /** Once the event has its place and its id, which no other event will have; it may still be lost. */
    ACCEPTED,
    /** Once the event is stored. */
    STORED
}
