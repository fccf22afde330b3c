// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The TCP connections of a Linux machine, so far as this program's view of its networks goes.
 *
 * <p>Throws {@link UncheckedIOException} where the machine does not answer.
 *
 * @param proc where the system tells of itself
 */
public record TcpTable(Path proc) {

    private static final int LOCAL = 1;
    private static final int REMOTE = 2;
    private static final int STATE = 3;
    private static final int INODE = 9;
    private static final int HEX = 16;
    private static final String LISTENING = "0A";
    private static final String WAITING_FOR_STRAYS = "06";
    private static final String MAPPED = "0000000000000000FFFF0000";

    /** {@return the table of this machine; empty where there is none} */
    public static Optional<TcpTable> ofThisSystem() {
        Path proc = Path.of("/proc");
        return Optional.of(new TcpTable(proc)).filter(table -> Files.isReadable(proc.resolve("net/tcp")));
    }

    /**
     * What goes on at a port.
     *
     * @param listening whether somebody accepts connections there
     * @param connections how many are open that do not come from this program itself
     */
    public record Use(boolean listening, long connections) {}

    private record Line(String local, String remote, String state, String inode) {

        int localPort() {
            return Integer.parseInt(local.substring(local.indexOf(':') + 1), HEX);
        }

        boolean isPeerOf(Line other) {
            return local.equals(other.remote) && remote.equals(other.local);
        }
    }

    /** {@return what goes on at a port of this machine} */
    public Use use(int port) {
        List<Line> all = Stream.of("net/tcp", "net/tcp6")
                .flatMap(file -> lines(proc.resolve(file)))
                .toList();
        List<Line> here = all.stream().filter(line -> line.localPort() == port).toList();
        List<Line> open = here.stream()
                .filter(line -> !line.state.equals(LISTENING) && !line.state.equals(WAITING_FOR_STRAYS))
                .toList();
        Set<String> own = open.isEmpty() ? Set.of() : ownInodes();
        long foreign = open.stream()
                .filter(line -> all.stream().noneMatch(peer -> peer.isPeerOf(line) && own.contains(peer.inode)))
                .count();
        return new Use(here.stream().anyMatch(line -> line.state.equals(LISTENING)), foreign);
    }

    private static Stream<Line> lines(Path file) {
        try {
            return Files.readAllLines(file, StandardCharsets.ISO_8859_1).stream()
                    .skip(1)
                    .map(line -> line.strip().split("\\s+"))
                    .filter(fields -> fields.length > INODE)
                    .map(fields -> new Line(plain(fields[LOCAL]), plain(fields[REMOTE]), fields[STATE], fields[INODE]));
        } catch (NoSuchFileException e) {
            return Stream.of(); // a machine without IPv6
        } catch (IOException e) {
            throw new UncheckedIOException("connections: " + file + " (expected: a table that can be read)", e);
        }
    }

    /** An IPv4 address in IPv6 clothes is the same address. */
    private static String plain(String address) {
        return address.startsWith(MAPPED) ? address.substring(MAPPED.length()) : address;
    }

    private Set<String> ownInodes() {
        Set<String> inodes = new HashSet<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(proc.resolve("self/fd"))) {
            for (Path file : files) {
                inode(file).ifPresent(inodes::add);
            }
        } catch (IOException | DirectoryIteratorException e) {
            throw new UncheckedIOException("connections: self/fd (expected: to be listed)", new IOException(e));
        }
        return inodes;
    }

    private static Optional<String> inode(Path file) {
        try {
            String target = Files.readSymbolicLink(file).toString();
            return target.startsWith("socket:[")
                    ? Optional.of(target.substring("socket:[".length(), target.length() - 1))
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.empty(); // closed meanwhile
        }
    }
}
