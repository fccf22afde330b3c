// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.connector;

import io.rillway.cascade.probe.Output;
import java.util.List;

/**
 * A connector acts on one resource: it starts it, stops it, and says how it stands (requirements S1-37).
 *
 * <p>To start means to begin: the connector returns when the platform took the order, and the engine then polls until the
 * resource is online. To stop is the same the other way round, except that a connector which knows when the resource is
 * gone waits for it.
 *
 * <p><b>Threads:</b> the engine calls {@link #start} and {@link #stop} on a worker thread, one action at a time, and
 * {@link #status} and {@link #lastOutput} on any worker at any time. A call may block; it is interrupted when its step
 * runs out of time or is cancelled, and must return soon then. <b>Errors:</b> {@link ConnectorException} with a code.
 */
public interface ResourceConnector extends AutoCloseable {

    /**
     * Orders the resource to start. Harmless on a resource that runs.
     *
     * @throws ConnectorException if the platform refuses or cannot be reached
     * @throws InterruptedException if the step is over
     */
    void start() throws InterruptedException;

    /**
     * Stops the resource. Harmless on a resource that does not run.
     *
     * @throws ConnectorException if the platform refuses or cannot be reached
     * @throws InterruptedException if the step is over
     */
    void stop() throws InterruptedException;

    /**
     * Ends the resource at once, where it is a child of this program that did not stop in time. Called on a worker, possibly
     * while a {@link #stop} that was interrupted has not returned.
     *
     * @throws ConnectorException if it could not be killed
     * @throws InterruptedException if nobody waits for that any more
     */
    default void kill() throws InterruptedException {}

    /**
     * {@return how the resource stands, as the platform sees it}
     *
     * @throws ConnectorException if the platform cannot be asked
     * @throws InterruptedException if the answer is not wanted any more
     */
    ConnectorStatus status() throws InterruptedException;

    /**
     * Checks that the platform can be reached, without touching the resource.
     *
     * @throws ConnectorException if it cannot
     * @throws InterruptedException if the answer is not wanted any more
     */
    default void test() throws InterruptedException {
        status();
    }

    /** {@return whether {@link #start} can do anything; if not, starting fails with {@code NO_START_CAPABILITY}} */
    default boolean canStart() {
        return true;
    }

    /** {@return whether {@link #stop} can do anything; if not, stopping fails with {@code NO_STOP_CAPABILITY}} */
    default boolean canStop() {
        return true;
    }

    /** {@return whether the resource is a child of this program, which is to end with it unless it is kept} */
    default boolean isChild() {
        return false;
    }

    /** {@return whether the engine starts the resource again when it has ended on its own, and not well} */
    default RestartPolicy restartPolicy() {
        return RestartPolicy.NEVER;
    }

    /**
     * {@return the last lines that the resource wrote, oldest first; empty where nobody listens}
     *
     * @param lines the most lines, 1 or more
     */
    default List<String> lastOutput(int lines) {
        return List.of();
    }

    /** {@return what the resource has written since its latest start, to be searched} */
    default Output output() {
        return Output.NONE;
    }

    /** Lets go of the resource without touching it. */
    @Override
    default void close() {}
}
