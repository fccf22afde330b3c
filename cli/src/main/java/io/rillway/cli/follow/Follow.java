// SPDX-License-Identifier: Apache-2.0
package io.rillway.cli.follow;

import io.rillway.cascade.model.CascadeRecord;
import io.rillway.cascade.model.CascadeStatus;
import io.rillway.cli.api.Access;
import io.rillway.cli.api.Api;
import io.rillway.cli.shell.CommandException;
import io.rillway.cli.shell.Exit;
import io.rillway.cli.shell.Shell;
import io.rillway.cli.view.CascadeView;
import io.rillway.client.EventClient;
import io.rillway.client.retry.Backoff;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Begins cascades and follows them to their end. The stream is open before a cascade begins. Its events say when to look;
 * the record, which is then asked for, says how the cascade stands, so that nothing is missed by a lost stream.
 */
public final class Follow implements AutoCloseable {

    /** How long a stream may say nothing; it may be that the token's grants hide the cascade's events. */
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private static final int MOST_ATTEMPTS = 6;

    private final Api api;
    private final Doorbell bell;
    private final CascadeView view;
    private Duration silence = Duration.ZERO;

    private Follow(Api api, Doorbell bell, CascadeView view) {
        this.api = api;
        this.bell = bell;
        this.view = view;
    }

    /** Opens the stream; returns when it carries events. */
    public static Follow open(Access access, Api api, CascadeView view) throws InterruptedException {
        EventClient client = EventClient.open(
                access.streamAddress(),
                access.stream().topics("cascade/**").retry(Backoff.defaults().withMaxAttempts(MOST_ATTEMPTS)));
        Follow follow = new Follow(api, Doorbell.on(client), view);
        try {
            follow.awaitOpen();
            return follow;
        } catch (CommandException | InterruptedException e) {
            follow.close();
            throw e;
        }
    }

    private void awaitOpen() throws InterruptedException {
        Optional<News> news = bell.await(PATIENCE.multipliedBy(10));
        if (!(news.isPresent() && news.get() instanceof News.Open)) {
            throw new CommandException(
                    Exit.UNREACHABLE,
                    "cannot follow the events: " + news.map(Follow::reason).orElse("the stream does not open"));
        }
    }

    private static String reason(News news) {
        return news instanceof News.Lost lost
                ? lost.reason()
                : news instanceof News.Ended ended ? ended.reason() : "the stream does not open";
    }

    /**
     * Follows a cascade.
     *
     * @param begin begins it
     * @return its last record: ended, or waiting for a confirmation
     */
    public CascadeRecord run(Supplier<CascadeRecord> begin) throws InterruptedException {
        CascadeRecord record = begin.get();
        view.show(record);
        silence = Duration.ZERO;
        while (!isOver(record)) {
            if (isDue()) {
                record = look(record);
            }
        }
        return record;
    }

    private static boolean isOver(CascadeRecord record) {
        return record.status().isTerminal() || record.status() == CascadeStatus.AWAITING_CONFIRMATION;
    }

    /** Waits a little; {@return whether it is time to look} */
    private boolean isDue() throws InterruptedException {
        Optional<News> news = bell.await(view.pace());
        if (news.isEmpty()) {
            view.tick();
            silence = silence.plus(view.pace());
            return silence.compareTo(PATIENCE) >= 0;
        }
        if (news.get() instanceof News.Ended ended) {
            throw new CommandException(
                    Exit.UNREACHABLE,
                    "lost sight of the cascade: " + ended.reason() + "; see how it stands: " + Shell.program()
                            + " status");
        }
        if (news.get() instanceof News.Lost lost) {
            view.trouble(lost.reason());
            return false;
        }
        return true;
    }

    private CascadeRecord look(CascadeRecord before) {
        silence = Duration.ZERO;
        try {
            CascadeRecord record = api.cascade(before.id());
            view.show(record);
            return record;
        } catch (CommandException e) {
            if (e.exitCode() != Exit.UNREACHABLE) {
                throw e;
            }
            return before;
        }
    }

    @Override
    public void close() {
        bell.close();
    }
}
