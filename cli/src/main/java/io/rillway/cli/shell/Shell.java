// SPDX-License-Identifier: Apache-2.0
package io.rillway.cli.shell;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.InputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Map;

/**
 * Where a command runs.
 *
 * @param environment the environment variables
 * @param in what it reads
 * @param out where results go
 * @param err where trouble goes
 * @param screen who looks on
 * @param zone the time zone of times for people
 */
public record Shell(
        Map<String, String> environment, InputStream in, PrintWriter out, PrintWriter err, Screen screen, ZoneId zone) {

    public Shell {
        environment = Map.copyOf(environment);
    }

    /** The shell of this process. */
    public static Shell ofProcess() {
        Map<String, String> environment = System.getenv();
        Charset charset = Charset.forName(System.getProperty("stdout.encoding", defaultCharset(environment)));
        return new Shell(
                environment,
                System.in,
                writer(System.out, charset),
                writer(System.err, charset),
                Screens.ofProcess(environment, charset),
                ZoneId.systemDefault());
    }

    /** Before Java 19 a JVM does not say how the terminal is encoded; the locale does. */
    private static String defaultCharset(Map<String, String> environment) {
        for (String variable : new String[] {"LC_ALL", "LC_CTYPE", "LANG"}) {
            String value = environment.getOrDefault(variable, "");
            if (!value.isEmpty()) {
                return value.toUpperCase(Locale.ROOT).matches(".*UTF-?8.*")
                        ? UTF_8.name()
                        : Charset.defaultCharset().name();
            }
        }
        return Charset.defaultCharset().name();
    }

    private static PrintWriter writer(PrintStream stream, Charset charset) {
        return new PrintWriter(stream, true, charset);
    }

    /** How the user calls this program. */
    public static String program() {
        return System.getProperty("rillway.command", "rillway");
    }

    /** Prints one line of trouble. */
    public void warn(String line) {
        err.println("rillway: " + line);
    }
}
