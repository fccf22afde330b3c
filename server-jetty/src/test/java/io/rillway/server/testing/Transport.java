// SPDX-License-Identifier: Apache-2.0
package io.rillway.server.testing;

import static java.util.concurrent.TimeUnit.SECONDS;

import jakarta.servlet.http.HttpServlet;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

/** The ways from a servlet to a socket on HTTP/1.1. */
public enum Transport {
    /** Below the servlet API. */
    JETTY,
    /** Below the servlet API, with TLS. */
    TLS,
    /** By nothing but the servlet API. */
    SERVLET;

    private static final String PASSWORD = "for-tests-only";

    /** {@return a Jetty that serves so} */
    public BareJetty serve(BareJetty jetty, HttpServlet servlet) {
        return switch (this) {
            case JETTY -> jetty.serve(servlet);
            case TLS -> jetty.withTls(keyStore(), PASSWORD).serve(servlet);
            case SERVLET -> jetty.withFilter(new Disguise()).serve(servlet);
        };
    }

    /** {@return a client that has sent a request} */
    public RawClient open(URI server, String request) throws IOException {
        return new RawClient(socket(server), request);
    }

    private Socket socket(URI server) throws IOException {
        if (this != TLS) {
            return new Socket(server.getHost(), server.getPort());
        }
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {new Trusting()}, new SecureRandom());
            return context.getSocketFactory().createSocket(server.getHost(), server.getPort());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Path keyStore() {
        try {
            Path file = Files.createTempDirectory("rillway-tls").resolve("keys.p12");
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

    /** Trusts the key that was made a moment ago, and any other. */
    private static final class Trusting implements X509TrustManager {

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
