// SPDX-License-Identifier: Apache-2.0
package io.rillway.benchmarks.client;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import okhttp3.Response;
import okhttp3.sse.EventSource;
import okhttp3.sse.EventSourceListener;
import org.jspecify.annotations.Nullable;

/** Counts what okhttp-sse gives out, until the stream has ended. */
final class Tally extends EventSourceListener {

    private final CountDownLatch ended = new CountDownLatch(1);

    // Written by the one thread that reads, read after the end.
    private long events;
    private long bytes;

    void await() {
        try {
            ended.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    long events() {
        return events;
    }

    long bytes() {
        return bytes;
    }

    @Override
    public void onEvent(EventSource source, @Nullable String id, @Nullable String type, String data) {
        events++;
        bytes += data.length();
    }

    @Override
    public void onClosed(EventSource source) {
        ended.countDown();
    }

    @Override
    public void onFailure(EventSource source, @Nullable Throwable failure, @Nullable Response response) {
        if (failure instanceof IOException) {
            events = -1;
        }
        ended.countDown();
    }
}
