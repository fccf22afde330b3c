// SPDX-License-Identifier: Apache-2.0
package io.rillway.server.edge;

import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.server.Request;

/** Whether a request has its connection to itself: one of HTTP/1.x has, those of HTTP/2 share theirs. */
public final class Sharing {

    private Sharing() {}

    /** {@return whether others have the connection too, so that it is not this one's to close} */
    public static boolean isShared(Request request) {
        return request.getConnectionMetaData().getHttpVersion().getVersion() >= HttpVersion.HTTP_2.getVersion();
    }
}
