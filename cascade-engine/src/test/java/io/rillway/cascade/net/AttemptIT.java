// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class AttemptIT {

    private static final InetAddress HERE = InetAddress.getLoopbackAddress();

    /** The system does it by chance to who asks a free port often enough; whoever chooses his own port can have it at once. */
    @Test
    void aConnectionWithOneselfIsNobodysAnswerAndFreesThePort() throws Exception {
        try (Socket caller = new Socket()) {
            caller.bind(new InetSocketAddress(HERE, 0));
            int port = caller.getLocalPort();
            caller.connect(new InetSocketAddress(HERE, port));

            assertThatThrownBy(() -> Attempt.refuseOneself(caller)).isInstanceOf(ConnectException.class);

            assertThat(caller.isClosed()).isTrue();
            try (ServerSocket service = new ServerSocket()) {
                service.setReuseAddress(false);
                service.bind(new InetSocketAddress(HERE, port));
                assertThat(service.isBound()).isTrue();
            }
        }
    }

    @Test
    void aServerOfThisMachineIsSomebodyElse() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 5, HERE);
                Socket caller = new Socket(HERE, server.getLocalPort())) {
            assertThatCode(() -> Attempt.refuseOneself(caller)).doesNotThrowAnyException();
        }
    }
}
