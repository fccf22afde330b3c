// SPDX-License-Identifier: Apache-2.0
package io.rillway.server.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import io.rillway.events.catalog.LogEvents.Level;
import io.rillway.events.catalog.LogEvents.LogLine;
import io.rillway.events.json.EventCodec;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class MonitorAppenderTest {

    private final LoggerContext context = new LoggerContext();
    private final Logger log = context.getLogger("app.orders");
    private final List<LogLine> lines = new ArrayList<>();

    @BeforeEach
    void attach() {
        context.setMDCAdapter(new LogbackMDCAdapter());
        MonitorAppender appender = new MonitorAppender(line -> {
            lines.add(line);
            log.error("logged while it is appended");
        });
        appender.setContext(context);
        appender.start();
        context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME).addAppender(appender);
    }

    @AfterEach
    void stop() {
        context.stop();
    }

    @Test
    @DisplayName("S2-02 time, level, message and context of a line")
    void takesALine() {
        log.atWarn().addKeyValue("order", 7).log("{} is late", "it");

        assertThat(lines).singleElement().satisfies(line -> {
            assertThat(line.level()).isEqualTo(Level.WARN);
            assertThat(line.message()).isEqualTo("it is late");
            assertThat(line.context().text("logger")).contains("app.orders");
            assertThat(line.context().number("order")).contains(7);
        });
    }

    @Test
    @DisplayName("S2-02 what was thrown stands in context.error with name, message and stack")
    void takesWhatWasThrown() {
        log.error("no", new IllegalStateException("disk full"));

        assertThat(lines).singleElement().satisfies(line -> {
            assertThat(line.context().text("error", "name")).contains("java.lang.IllegalStateException");
            assertThat(line.context().text("error", "message")).contains("disk full");
            assertThat(line.context().text("error", "stack").orElse("")).contains("MonitorAppenderTest");
        });
    }

    @Test
    @DisplayName("S2-02 any other level is info")
    void anyOtherLevelIsInfo() {
        log.debug("detail");

        assertThat(lines).extracting(LogLine::level).containsExactly(Level.INFO);
    }

    @Test
    @DisplayName("S2-02 whatever is logged can be told as JSON, and is not longer than a person reads")
    void everyLineCanBeWritten() {
        Object mute = new Object() {
            @Override
            public String toString() {
                throw new IllegalStateException("mute");
            }
        };
        log.atInfo()
                .addKeyValue("mute", mute)
                .addKeyValue("none", (Object) null)
                .log("half \ud800 " + "x".repeat(100_000));

        LogLine line = lines.get(0);
        assertThat(line.message()).startsWith("half \ufffd xxx").hasSizeLessThan(8100);
        assertThat(line.context().text("mute")).contains("(java.lang.IllegalStateException)");
        assertThat(new EventCodec().encode(line)).isNotEmpty();
    }

    @Test
    @DisplayName("S2-08 logging while a line is appended does not run in a circle")
    void doesNotRunInACircle() {
        log.info("once");
        log.info("twice");

        assertThat(lines).extracting(LogLine::message).containsExactly("once", "twice");
    }
}
