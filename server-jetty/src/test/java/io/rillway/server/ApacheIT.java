// SPDX-License-Identifier: Apache-2.0
package io.rillway.server;

import io.rillway.server.testing.Apache;
import io.rillway.server.testing.Proxy;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;

@DisplayName("the sample for Apache httpd")
class ApacheIT extends ProxyContract {

    @Override
    Optional<Path> program() {
        return Apache.program();
    }

    @Override
    Proxy open(Path folder, URI server) throws Exception {
        return Apache.open(folder, server);
    }
}
