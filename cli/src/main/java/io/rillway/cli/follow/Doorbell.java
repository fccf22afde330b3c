// SPDX-License-Identifier: Apache-2.0
package io.rillway.cli.follow;

import io.rillway.cli.follow.News.Changed;
import io.rillway.cli.follow.News.Ended;
import io.rillway.cli.follow.News.Lost;
import io.rillway.cli.follow.News.Open;
import io.rillway.client.EventClient;
import io.rillway.client.model.StreamEvent;
import io.rillway.client.model.StreamEvent.Fault;
import io.rillway.client.model.StreamEvent.Received;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Rings when the stream has news; a thread of its own listens. What rings while nobody looks rings once. */
final class Doorbell implements AutoCloseable {

    private final EventClient client;
    private final Thread listening;
    private final BlockingQueue<News> news = new LinkedBlockingQueue<>();

    private Doorbell(EventClient client) {
        this.client = client;
        this.listening = new Thread(this::listen, "rillway-stream");
    }

    /** Begins to listen; the client is closed with the bell. */
    static Doorbell on(EventClient client) {
        Doorbell bell = new Doorbell(client);
        bell.listening.setDaemon(true);
        bell.listening.start();
        return bell;
    }

    private void listen() {
        try {
            for (Optional<StreamEvent> event = client.next(); event.isPresent(); event = client.next()) {
                News heard = heard(event.get());
                if (heard != null) {
                    news.add(heard);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        news.add(new Ended("the stream was closed"));
    }

    private static @Nullable News heard(StreamEvent event) {
        if (event instanceof Fault fault) {
            String reason = String.valueOf(fault.error().getMessage());
            return fault.retryIn().isEmpty() ? new Ended(reason) : new Lost(reason + again(fault));
        }
        if (!(event instanceof Received received)) {
            return null;
        }
        return switch (received.type()) {
            case "connected" -> new Open();
            case "cascade-progress", "cascade-complete", "cascade-error", "gap" -> new Changed();
            default -> null;
        };
    }

    private static String again(Fault fault) {
        double seconds = (double) fault.retryIn().orElse(Duration.ZERO).toMillis() / 1000;
        return String.format(Locale.ROOT, "; attempt %d in %.1f s", fault.attempt(), seconds);
    }

    /** The next news, all equal ones that wait taken as one; empty when the time is over. */
    Optional<News> await(Duration time) throws InterruptedException {
        News next = news.poll(time.toNanos(), TimeUnit.NANOSECONDS);
        while (next != null && next.equals(news.peek())) {
            news.remove();
        }
        return Optional.ofNullable(next);
    }

    @Override
    public void close() {
        client.close();
        listening.interrupt();
    }
}
