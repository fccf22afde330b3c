// SPDX-License-Identifier: Apache-2.0
package io.rillway.server.testing;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.read.ListAppender;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.slf4j.LoggerFactory;

/**
 * Keeps all that is logged while it is open, by Rillway from DEBUG on and by others from INFO on, and what a test shows it;
 * and looks in it for every secret that it was told (acceptance gate G7). The container's own DEBUG shows what is on the
 * wire, which is what it is for.
 *
 * <p>A scenario opens one before its server, tells it each credential as it comes by it, and ends with {@link #check()}.
 */
public final class LeakRecorder implements AutoCloseable {

    private static final String OWN = "io.rillway";

    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    private final Logger own = (Logger) LoggerFactory.getLogger(OWN);
    private final Level before = root.getLevel();
    private final Level ownBefore = own.getLevel();
    private final Appender<ILoggingEvent> console = root.getAppender("out");
    private final List<String> secrets = new CopyOnWriteArrayList<>();
    private final List<String> shown = new CopyOnWriteArrayList<>();

    /** Records from now on. */
    public LeakRecorder() {
        log.list = new CopyOnWriteArrayList<>();
        log.start();
        root.detachAppender(console);
        root.addAppender(log);
        root.setLevel(Level.INFO);
        own.setLevel(Level.DEBUG);
    }

    /** Tells a secret; {@return it} */
    public String secret(String text) {
        assertThat(text).as("a secret that is not too short to be looked for").hasSizeGreaterThan(5);
        secrets.add(text);
        return text;
    }

    /** Tells the secret in a cookie that a server has set; {@return the cookie as it is sent back} */
    public String cookie(HttpResponse<?> answer) {
        String cookie = answer.headers().allValues("Set-Cookie").get(0).replaceAll(";.*", "");
        secret(cookie.substring(cookie.indexOf('=') + 1));
        return cookie;
    }

    /** Keeps something that anybody may see. */
    public void shown(String text) {
        shown.add(text);
    }

    /** Keeps an answer with its headers. */
    public <T> HttpResponse<T> shown(HttpResponse<T> answer) {
        shown(answer.body() + "\n" + answer.headers().map());
        return answer;
    }

    /** {@return all that was logged}, with the traces of what was thrown. */
    public String logged() {
        return log.list.stream()
                .map(event ->
                        event.getLoggerName() + " " + event.getFormattedMessage() + " " + event.getMDCPropertyMap()
                                + (event.getThrowableProxy() == null
                                        ? ""
                                        : ThrowableProxyUtil.asString(event.getThrowableProxy())))
                .collect(Collectors.joining("\n"));
    }

    /** {@return the formatted lines of a logger} */
    public List<String> lines(String logger) {
        return log.list.stream()
                .filter(event -> event.getLoggerName().equals(logger))
                .map(ILoggingEvent::getFormattedMessage)
                .toList();
    }

    /** Finds no secret in all of it. */
    public void check() {
        assertThat(secrets).as("secrets to look for").isNotEmpty();
        assertThat(logged()).as("the log").isNotEmpty().doesNotContain(secrets);
        assertThat(String.join("\n", shown)).as("what was shown").doesNotContain(secrets);
    }

    @Override
    public void close() {
        root.detachAppender(log);
        root.addAppender(console);
        root.setLevel(before);
        own.setLevel(ownBefore);
    }
}
