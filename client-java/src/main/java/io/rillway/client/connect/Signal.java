// SPDX-License-Identifier: Apache-2.0
package io.rillway.client.connect;

import io.rillway.client.model.StreamException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What an attempt tells whoever follows the stream. */
public sealed interface Signal {

    /** The attempt that tells it; null if it is none's. */
    default @Nullable Connection from() {
        return null;
    }

    /** The answer is a stream; its bytes come as they are requested. */
    record Opened(Connection from, String url, Optional<Duration> heartbeat) implements Signal {}

    /** Bytes of the stream, as many as one request brings. */
    record Bytes(Connection from, List<ByteBuffer> buffers) implements Signal {}

    /** The server has ended the stream. */
    record Ended(Connection from) implements Signal {}

    /** The attempt has failed, before or after it was open. */
    record Failed(Connection from, StreamException error) implements Signal {}

    /** The stream is to be opened anew. */
    record Restart() implements Signal {}

    /** The client was closed. */
    record Closed() implements Signal {}
}
