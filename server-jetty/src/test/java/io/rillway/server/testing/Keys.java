// SPDX-License-Identifier: Apache-2.0
package io.rillway.server.testing;

import static java.util.concurrent.TimeUnit.SECONDS;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;

/** Keys that are made for a test, and whoever trusts them. */
public final class Keys {

    /** Opens the store and its key. */
    public static final String PASSWORD = "for-tests-only";

    private Keys() {}

    /** The store of this run: a key takes keytool the better part of a second. */
    private static final class Made {

        private static final Path STORE = newStore();
    }

    /** {@return a store with a key of localhost} */
    public static Path store() {
        return Made.STORE;
    }

    private static Path newStore() {
        try {
            Path folder = Files.createTempDirectory("rillway-tls");
            Path file = folder.resolve("keys.p12");
            folder.toFile().deleteOnExit();
            file.toFile().deleteOnExit();
            List<String> command = List.of(
                    Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                    "-genkeypair",
                    "-alias",
                    "a",
                    "-keyalg",
                    "EC",
                    "-dname",
                    "CN=localhost",
                    "-storetype",
                    "PKCS12",
                    "-keystore",
                    file.toString(),
                    "-storepass",
                    PASSWORD);
            Process keytool =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            if (!keytool.waitFor(60, SECONDS) || keytool.exitValue() != 0) {
                throw new IllegalStateException("keytool did not make a key");
            }
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Writes a new key into a folder, as {@code server.crt} and {@code server.key}. */
    static void writePem(Path folder) throws IOException {
        try {
            char[] password = PASSWORD.toCharArray();
            KeyStore store = KeyStore.getInstance(store().toFile(), password);
            String alias = store.aliases().nextElement();
            Certificate certificate = store.getCertificate(alias);
            pem(folder.resolve("server.crt"), "CERTIFICATE", certificate.getEncoded());
            pem(
                    folder.resolve("server.key"),
                    "PRIVATE KEY",
                    store.getKey(alias, password).getEncoded());
        } catch (GeneralSecurityException e) {
            throw new IOException(e);
        }
    }

    private static void pem(Path file, String kind, byte[] bytes) throws IOException {
        String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(bytes);
        Files.writeString(file, "-----BEGIN " + kind + "-----\n" + text + "\n-----END " + kind + "-----\n");
    }

    /** {@return a client's side of TLS that trusts everybody} */
    public static SSLContext trusting() {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {new Trusting()}, new SecureRandom());
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Trusts the key that was made a moment ago, by whatever name, and any other. */
    private static final class Trusting extends X509ExtendedTrustManager {

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
