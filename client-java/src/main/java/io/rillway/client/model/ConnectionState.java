// SPDX-License-Identifier: Apache-2.0
package io.rillway.client.model;

/** How a client stands (requirements S5-09). */
public enum ConnectionState {
    /** It has not begun, or was closed. */
    DISCONNECTED,
    /** It makes its first connection. */
    CONNECTING,
    /** The stream is open. */
    CONNECTED,
    /** The stream was lost, and the client tries again. */
    RECONNECTING,
    /** It has given up. */
    ERROR
}
