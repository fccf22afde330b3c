// SPDX-License-Identifier: Apache-2.0
package io.rillway.cli;

import static java.util.Objects.requireNonNull;

import io.rillway.cli.contract.ContractServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Lets a harness of the SSE contract tests drive the Java client. */
@Command(
        name = "contract-test",
        mixinStandardHelpOptions = true,
        description = "Let a harness of the SSE contract tests drive the Java client, until Ctrl-C or DELETE /.")
final class ContractTestCommand implements Callable<Integer> {

    @Option(names = "--port", paramLabel = "N", description = "Listen on this port (default: ${DEFAULT-VALUE})")
    private int port = 8000;

    @Option(names = "--host", paramLabel = "HOST", description = "Listen on this address (default: ${DEFAULT-VALUE})")
    private String host = "127.0.0.1";

    @Spec
    private @Nullable CommandSpec spec;

    ContractTestCommand() {}

    @Override
    public Integer call() throws InterruptedException {
        // The JDK's client asks again by itself where a connection ends without an answer; a harness has to see that.
        System.setProperty("jdk.httpclient.redirects.retrylimit", "1");
        try (ContractServer server = ContractServer.open(new InetSocketAddress(host, port))) {
            server.warmUp();
            requireNonNull(spec).commandLine().getOut().println("Listening on http://" + host + ":" + server.port());
            spec.commandLine().getOut().flush();
            server.await();
        } catch (IOException e) {
            throw new CommandException(
                    Exit.USAGE, "--port " + port + ": " + e.getMessage() + " (expected: a free port)");
        }
        return Exit.OK;
    }
}
