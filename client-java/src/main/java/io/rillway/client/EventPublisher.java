// SPDX-License-Identifier: Apache-2.0
package io.rillway.client;

import static java.util.Objects.requireNonNull;

import io.rillway.client.model.StreamEvent;
import io.rillway.client.model.StreamEvent.Received;
import java.util.Optional;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The events of a client for one subscriber, who says how many may come. */
final class EventPublisher implements Flow.Publisher<Received> {

    private static final Logger LOG = LoggerFactory.getLogger(EventClient.class);

    private final EventClient client;
    private final Function<Outlet, Pump> pumps;

    EventPublisher(EventClient client, Function<Outlet, Pump> pumps) {
        this.client = client;
        this.pumps = pumps;
    }

    @Override
    public void subscribe(Flow.Subscriber<? super Received> subscriber) {
        requireNonNull(subscriber, "subscriber");
        Line line = new Line(subscriber);
        try {
            Pump pump = pumps.apply(line);
            line.open(pump);
            pump.start();
        } catch (IllegalStateException e) {
            subscriber.onSubscribe(new Flow.Subscription() {
                @Override
                public void request(long n) {}

                @Override
                public void cancel() {}
            });
            subscriber.onError(e);
        }
    }

    /** One subscription. */
    private final class Line implements Outlet {

        private final Flow.Subscriber<? super Received> subscriber;

        // Set by whoever asks for something that cannot be, or cancels; the first counts.
        private final AtomicReference<Optional<Throwable>> broken = new AtomicReference<>();

        Line(Flow.Subscriber<? super Received> subscriber) {
            this.subscriber = subscriber;
        }

        void open(Pump pump) {
            subscriber.onSubscribe(new Flow.Subscription() {
                @Override
                public void request(long n) {
                    if (n > 0) {
                        pump.request(n);
                    } else {
                        shut(Optional.of(new IllegalArgumentException("request: " + n + " (expected: 1 or more)")));
                    }
                }

                @Override
                public void cancel() {
                    shut(Optional.empty());
                }
            });
        }

        private void shut(Optional<Throwable> why) {
            broken.compareAndSet(null, why);
            client.close();
        }

        @Override
        public boolean event(StreamEvent event) {
            boolean told = client.tell(event);
            return (told && event instanceof Received received) ? give(received) : told;
        }

        private boolean give(Received event) {
            try {
                subscriber.onNext(event);
                return true;
            } catch (RuntimeException e) {
                LOG.warn("A subscriber failed; the stream is closed", e);
                shut(Optional.of(e));
                return false;
            }
        }

        @Override
        public void end(Optional<Throwable> failure) {
            Optional<Throwable> own = broken.get();
            if (own != null && own.isEmpty()) {
                return; // cancelled: nobody listens
            }
            Optional<Throwable> why = own == null ? failure : own;
            why.ifPresentOrElse(subscriber::onError, subscriber::onComplete);
        }
    }
}
