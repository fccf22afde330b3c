// SPDX-License-Identifier: Apache-2.0
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A small service: {@code java Service.java NAME PORT [PORT...]}.
 *
 * <p>It refuses to start unless whatever listens on the further ports answers, then listens on its own and says at
 * {@code /health} that it is well. A file {@code NAME.fail} beside it makes it fail at its start.
 */
public class Service {

    public static void main(String[] arguments) throws IOException {
        String name = arguments[0];
        System.out.println(name + " starts");
        if (Files.exists(Path.of("services", name + ".fail"))) {
            System.err.println(name + ": the disk is full (because services/" + name + ".fail exists)");
            System.exit(1);
        }
        for (int i = 2; i < arguments.length; i++) {
            requireAnswer(name, Integer.parseInt(arguments[i]));
        }
        listen(name, Integer.parseInt(arguments[1]));
    }

    private static void requireAnswer(String name, int port) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            System.out.println(name + " found what it needs on port " + socket.getPort());
        } catch (IOException e) {
            System.err.println(name + ": nothing answers on port " + port);
            System.exit(2);
        }
    }

    private static void listen(String name, int port) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        server.createContext("/health", exchange -> {
            byte[] answer = (name + " is well\n").getBytes();
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        Runtime.getRuntime().addShutdownHook(new Thread(() -> System.out.println(name + " stops")));
        server.start();
        System.out.println(name + " listens on port " + port);
    }
}
