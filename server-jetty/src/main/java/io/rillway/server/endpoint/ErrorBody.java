// SPDX-License-Identifier: Apache-2.0
package io.rillway.server.endpoint;

/** The shape of the JSON with which an endpoint refuses. */
public enum ErrorBody {
    /** {@code {"error":{"code":...,"message":...,"details":...}}}, as everywhere in the API. */
    CANONICAL,
    /** {@code {"detail":...}} with the message; a request without any credential is 422 (requirements S4-03). */
    DETAIL,
    /** {@code {"error":...}} with the code in lower case (requirements S2-10). */
    CODE
}
