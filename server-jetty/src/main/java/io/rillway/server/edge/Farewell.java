// SPDX-License-Identifier: Apache-2.0
package io.rillway.server.edge;

import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpHeaderValue;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * The end of a request on HTTP/1.x that was answered before all of its body had come. A server that closes then answers
 * what still comes with a reset, which takes the answer away from a peer that has not read it yet. So the peer is told the end,
 * and what it still sends is thrown away until it has seen that (RFC 9112, section 9.6).
 *
 * <p><b>Threads:</b> whoever brings the body; nobody waits. <b>Limits:</b> 64 MiB, and the time that a body may take.
 */
final class Farewell implements Callback {

    private static final long MOST_BYTES = 64 << 20;

    private final Watched request;
    private final Response response;
    private final Callback done;

    // Of whoever reads, one after the other.
    private long bytes;
    private boolean told;

    Farewell(Watched request, Response response, Callback done) {
        this.request = request;
        this.response = response;
        this.done = done;
    }

    @Override
    public void succeeded() {
        if (request.isWhole() || !response.isCommitted()) {
            done.succeeded();
        } else {
            swallow();
        }
    }

    @Override
    public void failed(Throwable cause) {
        done.failed(cause);
    }

    private void swallow() {
        Content.Chunk chunk = request.read();
        while (chunk != null && goesOn(chunk)) {
            chunk = request.read();
        }
        if (chunk == null && !isHeldBack()) {
            tell();
            request.demand(this::swallow);
        } else {
            done.succeeded();
        }
    }

    /** {@return whether more is to be read behind a piece, which is thrown away} */
    private boolean goesOn(Content.Chunk chunk) {
        bytes += chunk.remaining();
        chunk.release();
        return !chunk.isLast() && !Content.Chunk.isFailure(chunk) && bytes <= MOST_BYTES;
    }

    /** {@return whether the peer waits for a word before it sends the body, which it does not get any more} */
    private boolean isHeldBack() {
        return !request.hasBegun() && request.getHeaders().contains(HttpHeader.EXPECT);
    }

    /** Who reads up to the end of the connection is not kept waiting for it. */
    private void tell() {
        if (!told && response.getHeaders().contains(HttpHeader.CONNECTION, HttpHeaderValue.CLOSE.asString())) {
            told = true;
            request.getConnectionMetaData().getConnection().getEndPoint().shutdownOutput();
        }
    }
}
