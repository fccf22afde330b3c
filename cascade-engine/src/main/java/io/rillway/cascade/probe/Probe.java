// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.probe;

import io.rillway.cascade.net.Endpoint;
import io.rillway.cascade.net.HttpRequest;
import io.rillway.cascade.net.HttpTarget;
import io.rillway.cascade.process.Launch;
import io.rillway.cascade.process.Surroundings;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * A probe looks at a resource from outside and says whether it is healthy.
 *
 * <p><b>Threads:</b> called on worker threads, one attempt at a time for each resource. An attempt ends within its
 * timeout, or when it is interrupted. <b>Errors:</b> whatever goes wrong is an unhealthy result that says why.
 */
@FunctionalInterface
public interface Probe {

    /**
     * {@return a probe that is healthy when a TCP connection to the port of this machine is accepted}
     *
     * @param port the port, 1 to 65535
     * @throws IllegalArgumentException if the port is out of range
     */
    static Probe tcp(int port) {
        return tcp("localhost", port);
    }

    /**
     * {@return a probe that is healthy when a TCP connection to the port is accepted}
     *
     * @param host a name or an address; all addresses of a name are tried
     * @param port the port, 1 to 65535
     * @throws IllegalArgumentException if the host is blank or the port out of range
     */
    static Probe tcp(String host, int port) {
        return new TcpProbe(new Endpoint(host, port));
    }

    /**
     * {@return a probe that is healthy when a GET is answered with a status from 200 to 399}
     *
     * @param url an http or https URL without a user name in it
     * @throws IllegalArgumentException if the URL is not of this kind
     */
    static Probe http(String url) {
        return new HttpProbe(HttpRequest.get(HttpTarget.parse(url)), HttpExpectation.success());
    }

    /**
     * {@return a probe that is healthy when a GET is answered as expected}
     *
     * <p>Redirects are not followed. An https server must present a certificate that the JDK trusts for its name.
     *
     * @param url an http or https URL without a user name in it
     * @param expectation what the answer must be
     * @throws IllegalArgumentException if the URL is not of this kind
     */
    static Probe http(URI url, HttpExpectation expectation) {
        return new HttpProbe(HttpRequest.get(HttpTarget.of(url)), expectation);
    }

    /**
     * {@return a probe that is healthy when a GET with these headers is answered as expected}
     *
     * @param url an http or https URL without a user name in it
     * @param headers what is sent besides; never shown
     * @param expectation what the answer must be
     * @throws IllegalArgumentException if the URL is not of this kind, or a header cannot be sent
     */
    static Probe http(String url, Map<String, String> headers, HttpExpectation expectation) {
        return new HttpProbe(new HttpRequest("GET", HttpTarget.parse(url), headers, ""), expectation);
    }

    /**
     * {@return a probe that is healthy once the resource has written such a line since its latest start}
     *
     * <p>It finds a line also after the output was rotated, and remembers it while the resource runs, also over a restart of
     * this program. Its connector must keep the output, as those for processes and commands do.
     *
     * @param line what to look for
     */
    static Probe line(LinePattern line) {
        return new LineProbe(line);
    }

    /**
     * {@return a probe that is healthy when a command ends with 0}
     *
     * <p>The command runs in the folder of this program and in a session of its own; when its time is over it is killed
     * with all that it started. Reasons name the program and the last line that it wrote, never its arguments.
     *
     * @param command the program and its arguments
     * @throws IllegalArgumentException if the command is empty or a word of it cannot be passed on
     */
    static Probe command(List<String> command) {
        return command(command, Path.of(""), Map.of());
    }

    /**
     * {@return a probe that is healthy when a command ends with 0 in surroundings of its own}
     *
     * @param command the program and its arguments
     * @param workdir where it runs
     * @param env what is in its environment besides this program's own
     * @throws IllegalArgumentException if the command is empty or a word of it cannot be passed on
     */
    static Probe command(List<String> command, Path workdir, Map<String, String> env) {
        return new CommandProbe(new Launch(command, new Surroundings(workdir, env)));
    }

    /**
     * {@return what one look at the resource found}
     *
     * @param timeout how long the look may take, more than zero
     * @throws InterruptedException if the answer is not wanted any more
     */
    ProbeResult check(Duration timeout) throws InterruptedException;

    /**
     * {@return what one look found at a resource whose output can be searched}
     *
     * @param output what it has written
     * @param timeout how long the look may take, more than zero
     * @throws InterruptedException if the answer is not wanted any more
     */
    default ProbeResult check(Output output, Duration timeout) throws InterruptedException {
        return check(timeout);
    }
}
