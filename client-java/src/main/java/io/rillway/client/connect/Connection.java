// SPDX-License-Identifier: Apache-2.0
package io.rillway.client.connect;

import io.rillway.client.model.StreamException;
import io.rillway.client.model.StreamException.Kind;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.ResponseInfo;
import java.nio.ByteBuffer;
import java.nio.channels.UnresolvedAddressException;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.jspecify.annotations.Nullable;

/**
 * One attempt, from its request to the last byte of its stream. Nothing here waits: whatever happens goes into the inbox
 * from the threads of the HTTP client, redirects are followed on the way. One that was cancelled may still signal; its
 * signals are then nobody's.
 */
public final class Connection {

    /** How the JDK's client refuses a 204 that announces a body, before anybody sees its status. */
    private static final String STOP_WITH_BODY = "with 204 response";

    private static final int NO_CONTENT = 204;

    private final HttpClient http;
    private final Asking asking;
    private final Inbox inbox;
    private final InstantSource clock;

    // Written by the threads of the HTTP client, one after the other; read by whoever follows, and by whoever cancels.
    private volatile @Nullable CompletableFuture<?> exchange;
    private volatile Flow.@Nullable Subscription subscription;
    private volatile boolean cancelled;

    private Connection(HttpClient http, Asking asking, Inbox inbox, InstantSource clock) {
        this.http = http;
        this.asking = asking;
        this.inbox = inbox;
        this.clock = clock;
    }

    /** {@return an attempt that has begun} */
    public static Connection open(HttpClient http, Asking asking, Inbox inbox, InstantSource clock) {
        Connection connection = new Connection(http, asking, inbox, clock);
        connection.send(Hop.first(asking.uri()));
        return connection;
    }

    /** Lets the next piece of an open stream come. */
    public void request() {
        Flow.Subscription now = subscription;
        if (now != null) {
            now.request(1);
        }
    }

    /** Drops the attempt and its socket. Any thread; again has no effect. */
    public void cancel() {
        cancelled = true;
        CompletableFuture<?> waitedFor = exchange;
        if (waitedFor != null) {
            waitedFor.cancel(true);
        }
        Flow.Subscription now = subscription;
        if (now != null) {
            now.cancel();
        }
    }

    private void send(Hop hop) {
        AtomicBoolean answered = new AtomicBoolean();
        CompletableFuture<?> sent = http.sendAsync(asking.request(hop), info -> {
            answered.set(true);
            return body(hop, info);
        });
        exchange = sent;
        if (cancelled) {
            sent.cancel(true);
        }
        var unused = sent.whenComplete((response, failure) -> {
            if (failure != null && !answered.get()) {
                fail(broken(hop.uri(), failure));
            }
        });
    }

    private BodySubscriber<@Nullable Void> body(Hop hop, ResponseInfo info) {
        Head head = new Head(hop.uri(), info.statusCode(), info.headers());
        if (head.isStream()) {
            return new Stream(head);
        }
        try {
            follow(head, hop);
        } catch (StreamException e) {
            fail(e);
        } catch (IllegalArgumentException e) {
            fail(head.refusal(Kind.REDIRECT, "a redirect to where no request can be sent"));
        }
        return new Unread();
    }

    private void follow(Head head, Hop hop) {
        if (!head.isRedirect()) {
            throw head.refusal(clock.instant());
        }
        URI next = head.location();
        int most = asking.options().maxRedirects();
        if (hop.redirects() >= most) {
            throw head.refusal(Kind.REDIRECT, "more than " + most + " redirects");
        }
        send(hop.to(next, head.status(), asking.options().method().name()));
    }

    private void fail(StreamException error) {
        inbox.add(new Signal.Failed(this, error));
    }

    private StreamException broken(URI uri, Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        String url = Origins.redacted(uri);
        if (String.valueOf(cause.getMessage()).endsWith(STOP_WITH_BODY)) {
            return StreamException.answered(
                    Kind.SERVER_STOP, "the server said to stop", url, NO_CONTENT, Optional.empty());
        }
        return unconnected(cause)
                .or(() -> unconnected(cause.getCause())) // where the JDK gives up trying again it hides what it met
                .map(why -> StreamException.of(Kind.CONNECT, why, url, cause))
                .orElseGet(() -> StreamException.of(
                        Kind.IO,
                        cause instanceof IOException ? "the connection broke" : "the request failed",
                        url,
                        cause));
    }

    /** Why there is no connection; nothing if there was one. */
    private Optional<String> unconnected(@Nullable Throwable cause) {
        if (cause instanceof HttpConnectTimeoutException) {
            return Optional.of("no connection in time");
        }
        if (cause instanceof ConnectException) {
            return Optional.of(unreached(cause));
        }
        if (cause instanceof SSLHandshakeException) {
            return Optional.of("no trusted connection");
        }
        return cause instanceof SSLException && subscription == null ? Optional.of("no TLS there") : Optional.empty();
    }

    private static String unreached(Throwable cause) {
        if (cause.getCause() instanceof UnresolvedAddressException) {
            return "unknown host";
        }
        boolean unreachable = String.valueOf(cause.getMessage()).contains("unreachable");
        return unreachable ? "host unreachable" : "connection refused";
    }

    /** The body of a stream. */
    private final class Stream implements BodySubscriber<@Nullable Void> {

        private final Head head;

        Stream(Head head) {
            this.head = head;
        }

        @Override
        public CompletionStage<@Nullable Void> getBody() {
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public void onSubscribe(Flow.Subscription given) {
            subscription = given;
            if (cancelled) {
                given.cancel();
            }
            inbox.add(new Signal.Opened(Connection.this, Origins.redacted(head.uri()), head.heartbeat()));
        }

        @Override
        public void onNext(List<ByteBuffer> buffers) {
            inbox.add(new Signal.Bytes(Connection.this, buffers));
        }

        @Override
        public void onError(Throwable cause) {
            fail(broken(head.uri(), cause));
        }

        @Override
        public void onComplete() {
            inbox.add(new Signal.Ended(Connection.this));
        }
    }

    /** A body that nobody wants: it might be endless, so its connection is given up. */
    private static final class Unread implements BodySubscriber<@Nullable Void> {

        @Override
        public CompletionStage<@Nullable Void> getBody() {
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public void onSubscribe(Flow.Subscription given) {
            given.cancel();
        }

        @Override
        public void onNext(List<ByteBuffer> buffers) {}

        @Override
        public void onError(Throwable cause) {}

        @Override
        public void onComplete() {}
    }
}
