// SPDX-License-Identifier: Apache-2.0
import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A small service, run from its source: {@code java Service.java NAME PORT [NEED=PORT...]}.
 *
 * <p>It starts only if every service that it needs answers, then says at {@code /health} that it is well. If there is a
 * file {@code NAME.fail} beside it, its start fails. SIGTERM ends it.
 */
public final class Service {

    private final String name;

    private Service(String name) {
        this.name = name;
    }

    public static void main(String[] arguments) throws IOException {
        Service service = new Service(arguments[0]);
        service.say("starting");
        if (Files.exists(Path.of(service.name + ".fail"))) {
            service.fail("no space left on device (because " + service.name + ".fail exists)");
        }
        for (int i = 2; i < arguments.length; i++) {
            String[] need = arguments[i].split("=");
            service.require(need[0], Integer.parseInt(need[1]));
        }
        service.listen(Integer.parseInt(arguments[1]));
    }

    private void require(String need, int port) {
        try {
            URI health = URI.create("http://127.0.0.1:" + port + "/health");
            HttpURLConnection connection = (HttpURLConnection) health.toURL().openConnection();
            connection.setConnectTimeout(2_000);
            connection.setReadTimeout(2_000);
            if (connection.getResponseCode() != 200) {
                fail(need + " on port " + port + " is not well");
            }
            say("found " + need + " on port " + port);
        } catch (IOException e) {
            fail(need + " does not answer on port " + port + ": " + e.getMessage());
        }
    }

    private void listen(int port) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        server.createContext("/health", this::answer);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            server.stop(0);
            say("stopped");
        }));
        server.start();
        say("listening on port " + port);
    }

    private void answer(HttpExchange exchange) throws IOException {
        byte[] body = (name + " is well\n").getBytes(UTF_8);
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private void say(String what) {
        System.out.println(name + ": " + what);
    }

    private void fail(String why) {
        System.err.println(name + ": " + why);
        System.exit(1);
    }
}
