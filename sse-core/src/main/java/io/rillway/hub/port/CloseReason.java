// SPDX-License-Identifier: Apache-2.0
package io.rillway.hub.port;

/** Why a subscription ended. */
public enum CloseReason {
    /** The peer left, or its socket failed. */
    PEER_GONE,
    /** The peer read nothing for as long as a write may take. */
    WRITE_DEADLINE,
    /** The peer fell behind, and its endpoint's policy is to disconnect. */
    TOO_SLOW,
    /** Somebody told the subscriber to leave. */
    KICKED,
    /** Its principal was logged out by force, and told so. */
    LOGGED_OUT,
    /** The subscriber's credential is no longer valid. */
    UNAUTHORIZED,
    /** The hub could not serve it; its log file says why. */
    FAILED,
    /** The hub closes. */
    DRAINED
}
