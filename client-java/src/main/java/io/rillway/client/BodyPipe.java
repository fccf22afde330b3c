// SPDX-License-Identifier: Apache-2.0
package io.rillway.client;

import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Hands the pieces of a body from the client's threads to the one that reads; the next piece is asked for when the reader
 * has come back for it, so that little waits in memory.
 */
final class BodyPipe implements HttpResponse.BodySubscriber<BodyPipe> {

    /** What comes out of a pipe. */
    sealed interface Piece {
        record Bytes(List<ByteBuffer> buffers) implements Piece {}

        record End() implements Piece {}

        record Broken(Throwable cause) implements Piece {}
    }

    private final BlockingQueue<Piece> pieces = new LinkedBlockingQueue<>();
    private volatile Flow.@Nullable Subscription subscription;
    private volatile boolean cancelled;

    /** The answer is there as soon as its head is; the body comes through the pipe. */
    @Override
    public CompletionStage<BodyPipe> getBody() {
        return CompletableFuture.completedFuture(this);
    }

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
        this.subscription = subscription;
        if (cancelled) {
            subscription.cancel();
        } else {
            subscription.request(1);
        }
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
        pieces.add(new Piece.Bytes(buffers));
    }

    @Override
    public void onError(Throwable cause) {
        pieces.add(new Piece.Broken(cause));
    }

    @Override
    public void onComplete() {
        pieces.add(new Piece.End());
    }

    /** {@return the next piece, or null if none came in time} */
    @Nullable
    Piece take(Duration patience) throws InterruptedException {
        return pieces.poll(Math.max(0, patience.toNanos()), TimeUnit.NANOSECONDS);
    }

    void requestMore() {
        Flow.Subscription now = subscription;
        if (now != null) {
            now.request(1);
        }
    }

    /** Drops the connection, and wakes the reader. Any thread. */
    void cancel() {
        cancelled = true;
        Flow.Subscription now = subscription;
        if (now != null) {
            now.cancel();
        }
        pieces.add(new Piece.End());
    }
}
