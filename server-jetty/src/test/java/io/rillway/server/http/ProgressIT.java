// SPDX-License-Identifier: Apache-2.0
package io.rillway.server.http;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rillway.hub.port.Connection.Completion;
import io.rillway.server.jetty.StreamConnection;
import io.rillway.server.testing.BareJetty;
import io.rillway.server.testing.Disguise;
import io.rillway.server.testing.Keys;
import io.rillway.server.testing.RawClient;
import io.rillway.server.testing.RawH2;
import io.rillway.server.testing.Transport;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A write that is slow shows how far it has come, so that the hub knows it from one that stands still. */
class ProgressIT {

    private static final int PIECE = 1 << 19;
    private static final int FIRST_WINDOW = 65_535;

    @AutoClose
    private BareJetty jetty;

    /** Writes four pieces at once, each of which is more than two kernels take and has its number at its end. */
    private static final class Large extends HttpServlet {

        private static final long serialVersionUID = 1L;

        private final transient CompletableFuture<StreamConnection> begun = new CompletableFuture<>();
        private final transient CompletableFuture<Boolean> written = new CompletableFuture<>();
        private final boolean takesSocket;

        Large(boolean takesSocket) {
            this.takesSocket = takesSocket;
        }

        @Override
        protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
            StreamConnection connection =
                    StreamConnection.over(request, response, new StreamConnection.SocketTerms(takesSocket, false));
            connection.begin(() -> {});
            ByteBuffer[] pieces = new ByteBuffer[4];
            for (int i = 0; i < pieces.length; i++) {
                String end = "piece " + i;
                pieces[i] = ByteBuffer.wrap((" ".repeat(PIECE - end.length()) + end).getBytes(US_ASCII));
            }
            connection.write(pieces, new Completion() {
                @Override
                public void succeeded() {
                    written.complete(true);
                }

                @Override
                public void failed(Throwable cause) {
                    written.completeExceptionally(cause);
                }
            });
            begun.complete(connection);
        }
    }

    private Large serve(Transport transport) {
        Large servlet = new Large(transport != Transport.CORE);
        jetty = new BareJetty();
        switch (transport) {
            case TLS -> jetty.withTls(Keys.store(), Keys.PASSWORD);
            case SERVLET -> jetty.withFilter(new Disguise());
            default -> {}
        }
        jetty.serve(servlet);
        return servlet;
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("what a slow peer has read counts, though the write is not over")
    void showsHowFarItHasCome(Transport transport) throws Exception {
        Large servlet = serve(transport);
        try (RawClient peer = transport.open(jetty.uri(), RawClient.get("/events", ""))) {
            StreamConnection connection = servlet.begun.get();
            for (int i = 0; i < 3; i++) {
                int read = (i + 1) * PIECE;
                peer.readUntil("piece " + i);
                await().until(() -> connection.taken() >= read);
                assertThat(connection.taken()).isLessThan(4 * PIECE);
            }
            peer.readUntil("piece 3");
            assertThat(servlet.written.get()).isTrue();
            assertThat(connection.taken()).isBetween(4L * PIECE, 4L * PIECE + 100);
        }
    }

    @Test
    @DisplayName("on h2 it is what the windows have let through")
    void showsHowFarItHasComeOnH2() throws Exception {
        Large servlet = serve(Transport.JETTY);
        try (RawH2 peer = new RawH2(jetty.uri())) {
            peer.get(1, "/events");
            StreamConnection connection = servlet.begun.get();
            await().until(() -> connection.taken() == FIRST_WINDOW);
            peer.widen(1, 1000);
            await().until(() -> connection.taken() == FIRST_WINDOW + 1000);
            peer.widen(1, 1 << 30);
            peer.readUntil(1, "piece 3");
            assertThat(servlet.written.get()).isTrue();
            assertThat(connection.taken()).isEqualTo(4L * PIECE);
        }
    }
}
