// SPDX-License-Identifier: Apache-2.0
package io.rillway.events.json;

/** The shape of an event's body on a stream (requirements C2); the type's name stays as the application has it. */
public enum Envelope {
    /** The payload as it is. */
    RAW,
    /** The payload's fields, led by {@code event_type} and {@code timestamp} in unix seconds (S3-02). */
    FLAT,
    /** {@code {"type":...,"data":...}} (S5-02). */
    TYPED
}
