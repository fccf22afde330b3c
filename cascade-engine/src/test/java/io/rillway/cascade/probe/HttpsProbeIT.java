// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.probe;

import static org.assertj.core.api.Assertions.assertThat;

import io.rillway.cascade.net.HttpRequest;
import io.rillway.cascade.net.HttpTarget;
import io.rillway.cascade.testing.ScriptedServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class HttpsProbeIT {

    private static final Duration TIME = Duration.ofSeconds(20);
    private static final char[] PASSWORD = "changeit".toCharArray();

    @TempDir
    private static Path folder;

    @BeforeAll
    static void makeACertificateForLocalhost() throws Exception {
        Process keytool = new ProcessBuilder(
                        System.getProperty("java.home") + "/bin/keytool",
                        "-genkeypair",
                        "-alias",
                        "server",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=localhost",
                        "-ext",
                        "san=dns:localhost",
                        "-storepass",
                        new String(PASSWORD),
                        "-keystore",
                        folder.resolve("server.p12").toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("keytool.log").toFile())
                .start();
        assertThat(keytool.waitFor()).isZero();
    }

    @Test
    void isHealthyWhereTheCertificateIsTrustedForTheName() throws Exception {
        SSLContext tls = context();
        try (ScriptedServer server = server(tls)) {
            assertThat(trusting(tls, "localhost", server).check(TIME))
                    .isEqualTo(ProbeResult.healthy(
                            "status 200 and the expected body from https://localhost:" + server.port() + "/"));
        }
    }

    @Test
    void isUnhealthyWhereTheCertificateIsForAnotherName() throws Exception {
        SSLContext tls = context();
        try (ScriptedServer server = server(tls)) {
            ProbeResult result = trusting(tls, "127.0.0.1", server).check(TIME);

            assertThat(result.healthy()).isFalse();
            assertThat(result.reason()).startsWith("TLS with 127.0.0.1:" + server.port() + ": ");
        }
    }

    @Test
    void isUnhealthyWhereTheCertificateIsNotTrusted() throws Exception {
        try (ScriptedServer server = server(context())) {
            ProbeResult result =
                    Probe.http("https://localhost:" + server.port() + "/").check(TIME);

            assertThat(result.healthy()).isFalse();
            assertThat(result.reason()).startsWith("TLS with localhost:" + server.port() + ": ");
        }
    }

    @Test
    void isUnhealthyWhereTheServerSpeaksNoTls() throws Exception {
        try (ScriptedServer server = new ScriptedServer(connection -> connection.pause(60_000))) {
            ProbeResult result =
                    Probe.http("https://localhost:" + server.port() + "/").check(Duration.ofMillis(300));

            assertThat(result.healthy()).isFalse();
        }
    }

    private static ScriptedServer server(SSLContext tls) throws IOException {
        return new ScriptedServer(
                tls.getServerSocketFactory(), connection -> connection.send("HTTP/1.1 200 OK\r\n\r\nUP"));
    }

    private static Probe trusting(SSLContext tls, String host, ScriptedServer server) {
        HttpTarget target = HttpTarget.of(URI.create("https://" + host + ":" + server.port() + "/"));
        return new HttpProbe(HttpRequest.get(target), HttpExpectation.success().withBody("UP"), tls::getSocketFactory);
    }

    private static SSLContext context() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(folder.resolve("server.p12"))) {
            store.load(in, PASSWORD);
        }
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, PASSWORD);
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
        return context;
    }
}
