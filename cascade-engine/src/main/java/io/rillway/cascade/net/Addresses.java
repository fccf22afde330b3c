// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.net;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The addresses of a host.
 *
 * <p>A look-up by name can neither be bounded nor interrupted, so it gets a thread that ends with it. There is at most one:
 * who asks while it is under way waits for the same answer.
 */
public final class Addresses {

    private static final Pattern LITERAL = Pattern.compile("[0-9.]+|.*:.*");

    private final String host;
    private final Resolver resolver;

    /** The look-up under way or the last one; guarded by this. */
    private CompletableFuture<List<InetAddress>> lookup = CompletableFuture.completedFuture(List.of());

    /** Asks for the addresses of a name; may take as long as it likes. */
    @FunctionalInterface
    interface Resolver {
        List<InetAddress> resolve(String name) throws UnknownHostException;
    }

    /** The addresses of a name, as this machine knows them; none is looked up yet. */
    public Addresses(String host) {
        this(host, Addresses::all);
    }

    Addresses(String host, Resolver resolver) {
        this.host = host;
        this.resolver = resolver;
    }

    /** {@return all of them, in the order in which to try} */
    public List<InetAddress> find(Duration time) throws UnknownHostException, TimeoutException, InterruptedException {
        if (LITERAL.matcher(host).matches()) {
            return all(host);
        }
        if (host.equalsIgnoreCase("localhost")) {
            return Stream.concat(all("127.0.0.1").stream(), all("::1").stream()).toList();
        }
        try {
            return current().get(time.toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            UnknownHostException unknown = new UnknownHostException(host);
            unknown.initCause(e.getCause());
            throw unknown;
        }
    }

    private synchronized CompletableFuture<List<InetAddress>> current() {
        if (lookup.isDone()) {
            CompletableFuture<List<InetAddress>> next = new CompletableFuture<>();
            Thread thread = new Thread(() -> complete(next), "rillway-lookup-" + host);
            thread.setDaemon(true);
            thread.start();
            lookup = next;
        }
        return lookup;
    }

    private void complete(CompletableFuture<List<InetAddress>> answer) {
        try {
            answer.complete(resolver.resolve(host));
        } catch (UnknownHostException e) {
            answer.completeExceptionally(e);
        }
    }

    private static List<InetAddress> all(String name) throws UnknownHostException {
        return List.of(InetAddress.getAllByName(name));
    }
}
