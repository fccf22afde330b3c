// SPDX-License-Identifier: Apache-2.0
package io.rillway.cli.command;

import io.rillway.cli.contract.ContractServer;
import io.rillway.cli.shell.CommandException;
import io.rillway.cli.shell.Exit;
import io.rillway.cli.shell.Shell;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Lets a harness of the SSE contract tests drive the Java client; a tool for those who work on it. */
@Command(
        name = "contract-test",
        hidden = true,
        description = "Let a harness of the SSE contract tests drive the Java client, until Ctrl-C or DELETE /.")
public final class ContractTestCommand implements Callable<Integer> {

    private final Shell shell;

    @Option(
            names = "--port",
            paramLabel = "N",
            description = "Listen on this port; 0 takes any free one",
            required = true)
    private int port;

    @Option(
            names = "--host",
            paramLabel = "HOST",
            defaultValue = "127.0.0.1",
            description = "Listen on this address (default: ${DEFAULT-VALUE})")
    private String host = "127.0.0.1";

    /** The command in a shell. */
    public ContractTestCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws InterruptedException {
        // The JDK's client asks again by itself where a connection ends without an answer; a harness has to see that.
        System.setProperty("jdk.httpclient.redirects.retrylimit", "1");
        try (ContractServer server = ContractServer.open(new InetSocketAddress(host, port))) {
            server.warmUp();
            shell.out().println("Listening on http://" + host + ":" + server.port());
            shell.out().flush();
            server.await();
        } catch (IOException | IllegalArgumentException e) {
            String problem = "--port: " + port + ", " + e.getMessage() + " (expected: a free port)";
            throw new CommandException(Exit.USAGE, problem);
        }
        return Exit.OK;
    }
}
