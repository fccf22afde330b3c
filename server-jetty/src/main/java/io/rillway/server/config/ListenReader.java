// SPDX-License-Identifier: Apache-2.0
package io.rillway.server.config;

import io.rillway.server.config.ServerConfig.Listen;
import io.rillway.server.config.ServerConfig.Tls;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.UnrecoverableKeyException;
import java.time.Duration;
import java.util.Collections;
import java.util.Optional;

/** Reads where and how the server listens; its key is tried with its password, which no refusal shows. */
final class ListenReader {

    private final Path folder;

    ListenReader(Path folder) {
        this.folder = folder;
    }

    Listen read(Optional<Node> section) {
        String host =
                section.flatMap(s -> s.child("host")).map(ListenReader::host).orElse("127.0.0.1");
        int port = section.flatMap(s -> s.child("port"))
                .map(n -> n.integer(0, 65_535))
                .orElse(8080);
        Duration stop =
                section.flatMap(s -> s.child("stopTimeout")).map(Node::duration).orElse(Duration.ofSeconds(60));
        Optional<Tls> tls = section.flatMap(s -> s.child("tls")).map(this::tls);
        boolean http2 = section.flatMap(s -> s.child("http2")).map(Node::flag).orElse(true);
        boolean sockets =
                section.flatMap(s -> s.child("takeSockets")).map(Node::flag).orElse(true);
        Edge edge = section.map(EdgeReader::read).orElseGet(Edge::defaults);
        section.ifPresent(Node::done);
        return new Listen(host, port, stop, tls, http2, sockets, edge);
    }

    /** An IPv6 address may stand in brackets, as in a URL. */
    private static String host(Node node) {
        String text = node.text();
        if (text.isBlank()) {
            throw node.refuse("a host name or an address");
        }
        return text.startsWith("[") && text.endsWith("]") ? text.substring(1, text.length() - 1) : text;
    }

    private Tls tls(Node node) {
        Node store = node.required("keyStore");
        Node password = node.required("password");
        Tls tls = new Tls(store.path(folder), password.text());
        node.done();
        if (!Files.isRegularFile(tls.keyStore())) {
            throw store.refuse("a PKCS12 or JKS file");
        }
        requireKey(tls, store, password);
        return tls;
    }

    private static void requireKey(Tls tls, Node file, Node password) {
        try {
            char[] secret = tls.password().toCharArray();
            KeyStore store = KeyStore.getInstance(tls.keyStore().toFile(), secret);
            for (String alias : Collections.list(store.aliases())) {
                if (store.getKey(alias, secret) != null) {
                    return;
                }
            }
            throw file.refuse(
                    tls.keyStore() + " has no key in it (expected: the server's key and its certificates)", null);
        } catch (UnrecoverableKeyException e) {
            throw wrongPassword(tls, password, e);
        } catch (IOException | GeneralSecurityException e) {
            throw e.getCause() instanceof UnrecoverableKeyException
                    ? wrongPassword(tls, password, e)
                    : file.refuse(tls.keyStore() + " cannot be read (expected: a PKCS12 or JKS file)", e);
        }
    }

    private static ConfigException wrongPassword(Tls tls, Node password, Exception cause) {
        return password.refuse(
                "does not open " + tls.keyStore() + " (expected: the password of the store and its key)", cause);
    }
}
