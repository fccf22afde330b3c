// SPDX-License-Identifier: Apache-2.0
package io.rillway.server.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** An application that has no Micrometer has no metrics, and everything else. */
class WithoutMicrometerTest {

    private static URL url(String entry) {
        try {
            return Path.of(entry).toUri().toURL();
        } catch (MalformedURLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static URLClassLoader without(String library) {
        URL[] rest = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> !entry.contains(library))
                .map(WithoutMicrometerTest::url)
                .toArray(URL[]::new);
        return new URLClassLoader(rest, ClassLoader.getPlatformClassLoader());
    }

    @Test
    void observesNothing() throws ReflectiveOperationException, IOException {
        try (URLClassLoader loader = without("micrometer")) {
            Class<?> observation = loader.loadClass(Observation.class.getName());

            Object opened = observation.getMethod("open").invoke(null);

            assertThat(opened).isSameAs(observation.getField("NONE").get(null));
        }
    }

    @Test
    void withItTheHubIsListenedTo() {
        try (Observation observation = Observation.open()) {
            assertThat(observation.listener()).isInstanceOf(HubMetrics.class);
        }
    }
}
