// SPDX-License-Identifier: Apache-2.0
package io.rillway.cli.contract;

import io.rillway.cli.contract.Action.Deed;
import io.rillway.cli.contract.Action.Moment;
import io.rillway.client.EventClient;
import io.rillway.client.model.ConnectionSnapshot;
import io.rillway.client.model.StreamEvent;
import io.rillway.client.model.StreamEvent.Comment;
import io.rillway.client.model.StreamEvent.Fault;
import io.rillway.client.model.StreamEvent.Received;
import io.rillway.client.model.StreamEvent.Started;
import io.rillway.client.model.StreamException;
import io.rillway.client.model.StreamException.Kind;
import io.rillway.client.retry.RetryPolicy;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** One stream that a harness drives: what the client sees goes to the callbacks, and handlers do what the script says. */
final class DrivenStream implements AutoCloseable {

    private static final JsonMapper MAPPER = JsonMapper.shared();

    private final Order order;
    private final Callbacks callbacks;
    private final EventClient client;

    // Written by the client's driver, one call at a time.
    private final Map<Moment, Integer> calls = new EnumMap<>(Moment.class);
    private int judged;
    private String state = "";

    // Written once, before the first event.
    private volatile Flow.@Nullable Subscription subscription;

    private DrivenStream(Order order, Callbacks callbacks) {
        this.order = order;
        this.callbacks = callbacks;
        this.client = EventClient.open(
                order.stream(), order.options().policy(judge(order.options().policy())));
    }

    /** A stream that is driven, and tells of its states too if they are wanted. */
    static DrivenStream open(Order order, Callbacks callbacks, boolean states) {
        DrivenStream stream = new DrivenStream(order, callbacks);
        if (states) {
            stream.client.onState(stream::state);
        }
        stream.drive();
        return stream;
    }

    private void drive() {
        act(Moment.START);
        order.actions().stream()
                .filter(action -> action.moment() == Moment.TIME)
                .forEach(action -> CompletableFuture.delayedExecutor(action.count(), TimeUnit.MILLISECONDS)
                        .execute(() -> act(action)));
        switch (order.mode()) {
            case PUSH -> {
                handle();
                var unused = client.start();
            }
            case PULL -> {
                Thread reader = new Thread(() -> client.forEach(this::guarded), "contract-test-pull");
                reader.setDaemon(true);
                reader.start();
            }
            case PUBLISHER -> {
                client.when(Started.class, this::tell)
                        .when(Comment.class, this::tell)
                        .when(Fault.class, this::tell);
                client.publisher().subscribe(new Reader());
            }
        }
    }

    private void handle() {
        client.when(Started.class, this::tell)
                .when(Received.class, this::tell)
                .when(Comment.class, this::tell)
                .when(Fault.class, this::tell);
    }

    /** Lets the client's subscriber ask for more. */
    void request(long events) {
        Flow.Subscription now = subscription;
        if (now != null) {
            now.request(events);
        }
    }

    void restart() {
        client.restart();
    }

    /** The loop that pulls is the caller's own, so that it guards itself. */
    private void guarded(StreamEvent event) {
        try {
            tell(event);
        } catch (IllegalStateException e) {
            // The script wanted it.
        }
    }

    private void tell(StreamEvent event) {
        if (event instanceof Started) {
            act(Moment.OPEN);
        } else if (event instanceof Received received) {
            ObjectNode fields = MAPPER.createObjectNode()
                    .put("type", received.type())
                    .put("data", received.data())
                    .put("id", received.id());
            callbacks.post(message("event").set("event", fields));
            act(Moment.EVENT);
        } else if (event instanceof Comment comment) {
            callbacks.post(message("comment").put("comment", comment.text()));
            act(Moment.COMMENT);
        } else if (event instanceof Fault fault) {
            tell(fault.error());
            act(Moment.ERROR);
        }
    }

    /** That there were enough attempts is told after how the last one ended. */
    private void tell(StreamException error) {
        if (error.kind() == Kind.MAX_ATTEMPTS && error.getCause() instanceof StreamException last) {
            tell(last);
        }
        ObjectNode message = message("error")
                .put("error", String.valueOf(error.getMessage()))
                .put("class", error.kind().name().toLowerCase(Locale.ROOT).replace('_', '-'));
        if (error.status() > 0) {
            message.put("status", error.status());
        }
        callbacks.post(message);
    }

    private void state(ConnectionSnapshot snapshot) {
        String next = switch (snapshot.state()) {
            case CONNECTED -> "open";
            case CONNECTING, RECONNECTING -> "connecting";
            case DISCONNECTED, ERROR -> "closed";
        };
        if (!next.equals(state)) {
            state = next;
            callbacks.post(message("state").put("state", next));
        }
    }

    private static ObjectNode message(String kind) {
        return MAPPER.createObjectNode().put("kind", kind);
    }

    /** An error's handler may overrule the policy. */
    private RetryPolicy judge(RetryPolicy policy) {
        return ending -> {
            judged++;
            Optional<Deed> deed = order.actions().stream()
                    .filter(action -> action.isAt(Moment.ERROR, judged))
                    .map(Action::deed)
                    .filter(each -> each == Deed.RETRY || each == Deed.STOP)
                    .findFirst();
            return deed.map(each -> each == Deed.RETRY).orElseGet(() -> policy.allows(ending));
        };
    }

    private void act(Moment moment) {
        int call = calls.merge(moment, 1, Integer::sum);
        for (Action action : order.actions()) {
            if (action.isAt(moment, call)) {
                act(action);
            }
        }
    }

    private void act(Action action) {
        switch (action.deed()) {
            case CLOSE -> client.close();
            case STOP -> {
                if (action.moment() != Moment.ERROR) {
                    client.close();
                }
            }
            case RETRY, NOTHING -> {} // the policy's, the harness's
            case RESTART -> client.restart();
            case SLEEP -> sleep(action.amount());
            case COLLECT_GARBAGE -> System.gc();
            case REQUEST -> request(action.amount());
            case OPEN_AND_CLOSE_CLIENTS -> openAndClose(action.amount());
            case THROW -> throw new IllegalStateException("a handler that fails");
        }
    }

    private static void sleep(int millis) {
        try {
            boolean unused = new CountDownLatch(1).await(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void openAndClose(int count) {
        for (int i = 0; i < count; i++) {
            try (EventClient each = EventClient.open(order.stream(), order.options())) {
                boolean unused = each.stream().findFirst().isPresent();
            }
        }
    }

    /** The client leaves, which is a change of state, and nothing is told any more. */
    @Override
    public void close() {
        client.close();
        callbacks.close();
    }

    /** Asks for as many events as the order says, and then for what the harness says. */
    private final class Reader implements Flow.Subscriber<Received> {

        @Override
        public void onSubscribe(Flow.Subscription given) {
            subscription = given;
            if (order.demand() > 0) {
                given.request(order.demand());
            }
        }

        @Override
        public void onNext(Received event) {
            guarded(event);
        }

        @Override
        public void onError(Throwable failure) {}

        @Override
        public void onComplete() {}
    }
}
