// SPDX-License-Identifier: Apache-2.0
package io.rillway.client;

import io.rillway.client.Phase.Connecting;
import io.rillway.client.Phase.Open;
import io.rillway.client.Phase.Over;
import io.rillway.client.Phase.Waiting;
import io.rillway.client.Verdict.Again;
import io.rillway.client.Verdict.End;
import io.rillway.client.connect.Asking;
import io.rillway.client.connect.Connection;
import io.rillway.client.connect.Inbox;
import io.rillway.client.connect.Origins;
import io.rillway.client.connect.Signal;
import io.rillway.client.connect.Transport;
import io.rillway.client.model.ConnectionSnapshot;
import io.rillway.client.model.ConnectionSnapshot.LastError;
import io.rillway.client.model.ConnectionState;
import io.rillway.client.model.Credential;
import io.rillway.client.model.StreamEvent;
import io.rillway.client.model.StreamEvent.Fault;
import io.rillway.client.model.StreamEvent.Received;
import io.rillway.client.model.StreamEvent.Started;
import io.rillway.client.model.StreamException;
import io.rillway.client.model.StreamException.Kind;
import io.rillway.client.stream.Reading;
import io.rillway.client.stream.RecentIds;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows a stream through its attempts: signals and deadlines go in, events come out. It never waits itself; whoever drives
 * it takes the signals from the inbox, at most until {@link #deadline}.
 *
 * <p>One thread drives at a time and owns every field, but for the one that {@link #close} reads.
 */
final class Follower {

    private static final Logger LOG = LoggerFactory.getLogger(EventClient.class);

    /** How much longer than a heartbeat a silence may be (requirements C7). */
    private static final double PATIENCE = 1.75;

    /** The least time from the beginning of one attempt to that of the next, so that nothing makes a tight loop. */
    private static final long LEAST_BETWEEN_NANOS = Duration.ofMillis(25).toNanos();

    private final URI uri;
    private final String url;
    private final ClientOptions options;
    private final Time time;
    private final Board board;
    private final Transport transport;
    private final Inquiry inquiry;
    private final Recovery recovery;
    private final Bookmark bookmark;
    private final RecentIds recent;
    private final Inbox inbox = new Inbox();
    private final ArrayDeque<StreamEvent> told = new ArrayDeque<>();
    private Phase phase;
    private long begunNanos;

    // Written by the thread that drives, read by who closes.
    private volatile @Nullable Connection current;

    Follower(URI uri, ClientOptions options, Time time, Board board) {
        this.uri = uri;
        this.url = Origins.redacted(uri);
        this.options = options;
        this.time = time;
        this.board = board;
        this.transport = new Transport(options.transport(), options.timeouts().connect());
        this.inquiry = new Inquiry(options.request().credentials());
        this.recovery = new Recovery(options, () -> ThreadLocalRandom.current().nextDouble());
        this.bookmark = new Bookmark(options.request().lastEventId(), options.resume());
        this.recent = new RecentIds(options.reception().duplicates());
        this.phase = new Waiting(time.nanos());
        this.begunNanos = time.nanos() - LEAST_BETWEEN_NANOS;
    }

    Inbox inbox() {
        return inbox;
    }

    /** The id after which the next attempt goes on. */
    String lastEventId() {
        return bookmark.lastEventId();
    }

    boolean isOver() {
        return phase instanceof Over;
    }

    /** The event that was given out last is handled. */
    void handled() {
        bookmark.commit();
    }

    /** The next thing to tell that is no part of the stream itself, or null. */
    @Nullable
    StreamEvent pollAside() {
        return told.poll();
    }

    /** Whether there are events that {@link #poll} would give out. */
    boolean holdsSomething() {
        return phase instanceof Open open && open.reading().holdsSomething();
    }

    /** The next event, or null if signals are needed. */
    @Nullable
    StreamEvent poll() {
        StreamEvent event = told.poll();
        if (event == null && phase instanceof Open open) {
            event = open.reading().poll();
            if (event == null) {
                event = more(open);
            }
        }
        if (event instanceof Received received) {
            give(received);
        }
        return event;
    }

    private void give(Received received) {
        bookmark.give(received.id());
        board.become(snapshot -> snapshot.event(time.instant()));
        if (options.reception().end().isLast(received)) {
            complete();
        }
    }

    /** All that came is handled: the position is where the stream stands, and the next piece may come. */
    private @Nullable StreamEvent more(Open open) {
        bookmark.give(open.reading().lastEventId());
        bookmark.commit();
        if (open.reading().passed().isPresent()) {
            RuntimeException passed = open.reading().passed().get();
            lose(StreamException.of(Kind.TOO_LARGE, String.valueOf(passed.getMessage()), url, passed));
            return told.poll();
        }
        if (!open.asked()) {
            phase = open.asking(time.nanos());
            open.connection().request();
        }
        return null;
    }

    /** Until when to wait for a signal; null while it is the reader who is waited for. */
    @Nullable
    Deadline deadline() {
        if (phase instanceof Open open) {
            long until = open.askedNanos() + open.patience().toNanos();
            return open.asked() ? new Deadline(Deadline.Kind.BYTE, until) : null;
        }
        if (phase instanceof Connecting connecting) {
            return new Deadline(Deadline.Kind.HEADERS, connecting.untilNanos());
        }
        long attempt = phase instanceof Waiting waiting ? waiting.untilNanos() : time.nanos();
        return new Deadline(Deadline.Kind.ATTEMPT, attempt);
    }

    /** The deadline has come. */
    void due() throws InterruptedException {
        if (phase instanceof Open open) {
            lose(StreamException.of(Kind.IDLE_TIMEOUT, "no byte for " + open.patience(), url, null));
        } else if (phase instanceof Connecting) {
            Duration patience = options.timeouts().headers();
            lose(StreamException.of(Kind.HEADERS_TIMEOUT, "no answer within " + patience, url, null));
        } else if (phase instanceof Waiting) {
            connect();
        }
    }

    /** A signal has come. */
    void accept(Signal signal) {
        Connection from = signal.from();
        if (signal instanceof Signal.Restart && !isOver()) {
            restart();
        } else if (from == null || from != current) {
            return;
        } else if (signal instanceof Signal.Opened opened) {
            opened(opened);
        } else if (signal instanceof Signal.Bytes bytes && phase instanceof Open open) {
            phase = open.working();
            open.reading().feed(bytes.buffers());
            open.reading().retry().ifPresent(recovery::asked);
        } else if (signal instanceof Signal.Ended) {
            ended();
        } else if (signal instanceof Signal.Failed failed) {
            lose(failed.error());
        }
    }

    private void connect() throws InterruptedException {
        board.become(snapshot -> snapshot.connecting());
        bookmark.unsendable().ifPresent(told::add);
        begunNanos = time.nanos();
        Optional<Credential> credential;
        try {
            credential = inquiry.ask(recovery.isRefused());
        } catch (StreamException e) {
            lose(e);
            return;
        } catch (IOException | RuntimeException e) {
            withoutCredential(e);
            return;
        }
        recovery.shown();
        Optional<HttpClient> http = transport.http();
        if (http.isPresent() && credential.isPresent()) {
            Asking asking = new Asking(uri, options.request(), credential.get(), bookmark.lastEventId());
            begin(Connection.open(http.get(), asking, inbox, time));
        }
    }

    /** The attempt has failed before it began. */
    void withoutCredential(Exception cause) {
        lose(StreamException.of(Kind.IO, "the credential could not be had", url, cause));
    }

    private void begin(Connection connection) {
        phase = new Connecting(
                connection, time.nanos() + options.timeouts().headers().toNanos());
        current = connection;
        if (board.isClosed()) {
            connection.cancel();
        }
    }

    private void opened(Signal.Opened opened) {
        Duration patience = opened.heartbeat()
                .map(heartbeat -> Duration.ofNanos((long) (heartbeat.toNanos() * PATIENCE)))
                .orElse(options.timeouts().idle());
        Reading reading = new Reading(options.reception(), bookmark.lastEventId(), recent);
        long now = time.nanos();
        phase = new Open(opened.from(), reading, now, patience, now, false);
        recovery.opened();
        told.add(new Started(opened.url(), opened.heartbeat()));
        LOG.info("Connected to {}", opened.url());
        board.become(snapshot -> snapshot.connected(time.instant()));
    }

    private void ended() {
        if (options.reception().end().isBodyEnd()) {
            complete();
        } else {
            lose(StreamException.of(Kind.EOF, "the server ended the stream", url, null));
        }
    }

    /** The stream has come to its own end. */
    private void complete() {
        drop();
        phase = new Over();
        LOG.info("{} has come to its end", url);
        board.become(ConnectionSnapshot::closed);
    }

    private void drop() {
        Connection lost = current;
        current = null;
        if (lost != null) {
            lost.cancel();
        }
    }

    private void restart() {
        drop();
        LOG.info("{} is opened anew", url);
        phase = new Waiting(earliest(time.nanos()));
        board.become(ConnectionSnapshot::restarted);
    }

    private long earliest(long wanted) {
        return Math.max(wanted, begunNanos + LEAST_BETWEEN_NANOS);
    }

    private void lose(StreamException error) {
        drop();
        if (mayLeaveConnection(error.kind())) {
            transport.leaveConnections();
        }
        long open = phase instanceof Open was ? time.nanos() - was.sinceNanos() : 0;
        Verdict verdict = recovery.judge(error, Duration.ofNanos(open));
        if (verdict instanceof Again again) {
            waitFor(again, error);
        } else if (verdict instanceof End end) {
            finish(end);
        }
    }

    /** Whether the HTTP client may have kept a connection that is dead, or that the server is about to close. */
    private static boolean mayLeaveConnection(Kind ending) {
        return ending == Kind.EOF || ending == Kind.IDLE_TIMEOUT || ending == Kind.HEADERS_TIMEOUT;
    }

    private void waitFor(Again again, StreamException error) {
        phase = new Waiting(earliest(time.nanos() + again.delay().toNanos()));
        told.add(new Fault(error, again.attempt(), Optional.of(again.delay())));
        LOG.info(
                "Lost {} ({}); attempt {} in {} ms",
                url,
                error.getMessage(),
                again.attempt(),
                again.delay().toMillis());
        trouble(ConnectionState.RECONNECTING, error, again.attempt());
    }

    private void finish(End end) {
        phase = new Over();
        told.add(new Fault(end.error(), end.attempts(), Optional.empty()));
        LOG.info("Gave up {}: {}", url, end.error().getMessage());
        boolean asTold = end.error().kind() == Kind.SERVER_STOP;
        trouble(asTold ? ConnectionState.DISCONNECTED : ConnectionState.ERROR, end.error(), end.attempts());
    }

    private void trouble(ConnectionState state, StreamException error, int attempt) {
        LastError last = new LastError(String.valueOf(error.getMessage()), time.instant(), attempt);
        board.become(snapshot -> snapshot.trouble(state, last));
    }

    /** Drops the attempt that is made or prepared, and wakes who waits. Any thread, after the board was closed. */
    void close() {
        inquiry.close();
        Connection connection = current;
        if (connection != null) {
            connection.cancel();
        }
        transport.close();
        inbox.add(new Signal.Closed());
    }
}
