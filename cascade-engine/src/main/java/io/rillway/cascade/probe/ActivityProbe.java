// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.probe;

import io.rillway.cascade.net.HttpRequest;
import io.rillway.cascade.net.HttpTarget;
import io.rillway.cascade.process.Launch;
import io.rillway.cascade.process.Surroundings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Looks whether somebody uses a resource (requirements S1-39).
 *
 * <p><b>Threads:</b> called on worker threads, one look at a time for each rule. A look ends within its timeout, or when it is
 * interrupted. <b>Errors:</b> whatever goes wrong is {@link Activity.State#UNKNOWN}, and so is what is thrown.
 * <b>Limits:</b> a look sees a moment: what comes and goes between two of them is not seen.
 */
@FunctionalInterface
public interface ActivityProbe {

    /**
     * {@return a probe that sees use in every open connection to a TCP port of this machine, except this program's own}
     *
     * <p>Have it look every few seconds. It cannot tell on other systems than Linux, nor while nobody listens on the port. It does
     * not see connections that the system hands on to elsewhere, as to a port that a container publishes.
     *
     * @param port the port, 1 to 65535
     * @throws IllegalArgumentException if the port is out of range
     */
    static ActivityProbe port(int port) {
        return new PortActivity(port);
    }

    /**
     * {@return a probe that sees use in a command that ends with 0, and none in one that ends with 1; anything else says
     * nothing}
     *
     * @param command the program and its arguments
     * @param workdir where it runs
     * @param env what is in its environment besides this program's own
     * @throws IllegalArgumentException if the command is empty or a word of it cannot be passed on
     */
    static ActivityProbe command(List<String> command, Path workdir, Map<String, String> env) {
        return new CommandActivity(new Launch(command, new Surroundings(workdir, env)));
    }

    /**
     * {@return a probe that sees use in an answer with the expected status and body, and none in one with the expected status
     * alone; anything else says nothing}
     *
     * @param url an http or https URL without a user name in it
     * @param headers what is sent besides; never shown
     * @param use what an answer is like while the resource is used; with a part of the body
     * @throws IllegalArgumentException if the URL is not of this kind, or the expectation says nothing of the body
     */
    static ActivityProbe http(String url, Map<String, String> headers, HttpExpectation use) {
        return new HttpActivity(new HttpRequest("GET", HttpTarget.parse(url), headers, ""), use);
    }

    /**
     * {@return what one look found}
     *
     * @param timeout how long the look may take, more than zero
     * @throws InterruptedException if the answer is not wanted any more
     */
    Activity look(Duration timeout) throws InterruptedException;
}
