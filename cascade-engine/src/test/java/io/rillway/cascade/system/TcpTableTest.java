// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Port 8096 is 1FA0. */
class TcpTableTest {

    private static final String HEAD =
            "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid" + "  timeout inode\n";

    @TempDir
    private Path proc;

    private TcpTable table;

    @BeforeEach
    void prepare() throws IOException {
        Files.createDirectories(proc.resolve("net"));
        Files.createDirectories(proc.resolve("self/fd"));
        table = new TcpTable(proc);
    }

    private static String line(String local, String remote, String state, int inode) {
        return "   0: " + local + " " + remote + " " + state + " 00000000:00000000 00:00000000 00000000     0        0 "
                + inode + " 1 0000000000000000 100 0 0 10 0\n";
    }

    private void tcp(String... lines) throws IOException {
        Files.writeString(proc.resolve("net/tcp"), HEAD + String.join("", lines));
    }

    private void tcp6(String... lines) throws IOException {
        Files.writeString(proc.resolve("net/tcp6"), HEAD + String.join("", lines));
    }

    private void own(int inode) throws IOException {
        Files.createSymbolicLink(proc.resolve("self/fd/" + inode), Path.of("socket:[" + inode + "]"));
    }

    @Test
    void seesWhoListensAndWhoIsConnected() throws IOException {
        tcp(
                line("0100007F:1FA0", "00000000:0000", "0A", 1),
                line("0100007F:1FA0", "0100007F:C350", "01", 2),
                line("0100007F:1FA1", "0100007F:C351", "01", 3),
                line("0100007F:C350", "0100007F:1FA0", "01", 4));

        assertThat(table.use(8096)).isEqualTo(new TcpTable.Use(true, 1));
        assertThat(table.use(1)).isEqualTo(new TcpTable.Use(false, 0));
    }

    @Test
    void doesNotCountTheConnectionsOfThisProgramItself() throws IOException {
        own(4);
        tcp(
                line("0100007F:1FA0", "00000000:0000", "0A", 1),
                line("0100007F:1FA0", "0100007F:C350", "01", 2),
                line("0100007F:C350", "0100007F:1FA0", "01", 4));

        assertThat(table.use(8096)).isEqualTo(new TcpTable.Use(true, 0));
    }

    @Test
    void knowsAnIpv4AddressInIpv6Clothes() throws IOException {
        own(4);
        tcp(line("0100007F:C350", "0100007F:1FA0", "01", 4));
        tcp6(
                line("00000000000000000000000000000000:1FA0", "00000000000000000000000000000000:0000", "0A", 1),
                line("0000000000000000FFFF00000100007F:1FA0", "0000000000000000FFFF00000100007F:C350", "01", 2),
                line("0000000000000000FFFF00000100007F:1FA0", "0000000000000000FFFF000002B2A8C0:C350", "01", 3));

        assertThat(table.use(8096)).isEqualTo(new TcpTable.Use(true, 1));
    }

    @Test
    void whatOnlyWaitsForStraysIsOver() throws IOException {
        tcp(line("0100007F:1FA0", "00000000:0000", "0A", 1), line("0100007F:1FA0", "0100007F:C350", "06", 0));

        assertThat(table.use(8096).connections()).isZero();
    }

    @Test
    void saysThatItCannotBeRead() throws IOException {
        Files.createDirectories(proc.resolve("net/tcp"));

        assertThatThrownBy(() -> table.use(1)).isInstanceOf(UncheckedIOException.class);
    }
}
