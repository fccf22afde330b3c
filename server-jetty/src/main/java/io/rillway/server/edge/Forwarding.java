// SPDX-License-Identifier: Apache-2.0
package io.rillway.server.edge;

import io.rillway.server.config.Edge.Proxies;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpURI;
import org.eclipse.jetty.server.ConnectionMetaData;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.Request;

/** Shows a request as its client has sent it, where a trusted proxy passes it on. */
public final class Forwarding implements HttpConfiguration.Customizer {

    private final Hops hops;

    /**
     * Looks through proxies.
     *
     * @param proxies whose word is taken
     */
    public Forwarding(Proxies proxies) {
        this.hops = new Hops(proxies);
    }

    @Override
    public Request customize(Request request, HttpFields.Mutable responseHeaders) {
        SocketAddress peer = request.getConnectionMetaData().getRemoteSocketAddress();
        if (!(peer instanceof InetSocketAddress known) || known.getAddress() == null) {
            return request;
        }
        return hops.client(known.getAddress(), request.getHeaders())
                .<Request>map(hop -> new Forwarded(request, hop, known))
                .orElse(request);
    }

    private static final class Forwarded extends Request.Wrapper {

        private final HttpURI uri;
        private final HttpFields headers;
        private final boolean secure;
        private final ConnectionMetaData connection;

        Forwarded(Request request, Hop hop, InetSocketAddress peer) {
            super(request);
            this.secure = hop.https().orElse(request.isSecure());
            HttpURI.Mutable seen = HttpURI.build(request.getHttpURI()).scheme(secure ? "https" : "http");
            HttpFields.Mutable fields = HttpFields.build(request.getHeaders());
            hop.host().ifPresent(host -> {
                seen.authority(host);
                fields.put(HttpHeader.HOST, host);
            });
            this.uri = seen.asImmutable();
            this.headers = fields.asImmutable();
            InetAddress client = hop.client().orElse(peer.getAddress());
            this.connection = new Client(request.getConnectionMetaData(), new InetSocketAddress(client, 0), secure);
        }

        @Override
        public HttpURI getHttpURI() {
            return uri;
        }

        @Override
        public HttpFields getHeaders() {
            return headers;
        }

        @Override
        public boolean isSecure() {
            return secure;
        }

        @Override
        public ConnectionMetaData getConnectionMetaData() {
            return connection;
        }
    }

    /** The connection as the client has it with the proxy. */
    private static final class Client extends ConnectionMetaData.Wrapper {

        private final SocketAddress address;
        private final boolean secure;

        Client(ConnectionMetaData connection, SocketAddress address, boolean secure) {
            super(connection);
            this.address = address;
            this.secure = secure;
        }

        @Override
        public SocketAddress getRemoteSocketAddress() {
            return address;
        }

        @Override
        public boolean isSecure() {
            return secure;
        }
    }
}
