// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.simulator;

import io.rillway.cascade.connector.ConnectorException;
import io.rillway.cascade.connector.ConnectorStatus;
import io.rillway.cascade.connector.ResourceConnector;
import io.rillway.cascade.model.Action;
import io.rillway.cascade.probe.ProbeResult;
import io.rillway.cascade.simulator.Behaviour.Fault;
import io.rillway.cascade.simulator.Behaviour.Kind;
import io.rillway.cascade.simulator.Seen.State;
import java.time.Duration;
import java.util.Map;

/** A resource of a simulated world: it is what its behaviour makes it, and tells the world what becomes of it. */
final class SimResource implements ResourceConnector {

    private static final Duration FOR_EVER = Duration.ofDays(1);
    private static final Duration STUBBORN = Duration.ofSeconds(75);

    private final String id;
    private final World world;
    private boolean job;
    private Behaviour behaviour;
    private State state = State.DOWN;
    private ConnectorStatus ended = ConnectorStatus.STOPPED;
    private int generation;

    SimResource(String id, World world, boolean job, Behaviour behaviour) {
        this.id = id;
        this.world = world;
        this.job = job;
        this.behaviour = behaviour;
    }

    State state() {
        return state;
    }

    /** It is not a job after all, because nobody waits for its end. */
    void runsOn() {
        job = false;
    }

    /** Somebody else started it, or it was up before. */
    void comesUp() {
        generation++;
        become(State.HEALTHY);
    }

    /** It ends on its own. */
    void dies() {
        generation++;
        ended = ConnectorStatus.exited(9);
        become(State.DOWN);
    }

    private void become(State next) {
        if (state != next) {
            state = next;
            world.stands(id, next);
        }
    }

    private void later(Duration delay, Runnable change) {
        int now = ++generation;
        world.after(delay, () -> {
            if (generation == now) {
                change.run();
            }
        });
    }

    private void takes(Duration time, boolean heeds) {
        world.workers().takes(time, heeds, () -> world.returned(id));
    }

    @Override
    public void start() {
        world.called(id, Action.START);
        Fault fault = behaviour.start();
        behaviour = behaviour.with(fault.once(), behaviour.stop());
        switch (fault.kind()) {
            case REFUSES -> {
                takes(behaviour.startCall(), true);
                throw new ConnectorException("REFUSED", "refused", "sim", Map.of(), null);
            }
            case HANGS -> takes(FOR_EVER, true);
            case IGNORES_INTERRUPTION -> takes(STUBBORN, false);
            default -> {
                takes(behaviour.startCall(), true);
                become(State.RUNNING);
                comeUp(fault.kind());
            }
        }
    }

    private void comeUp(Kind fault) {
        Duration ready = behaviour.startCall().plus(behaviour.warmUp());
        if (fault == Kind.EXITS) {
            later(ready, () -> {
                ended = ConnectorStatus.exited(1);
                become(State.DOWN);
            });
        } else if (job) {
            later(ready, () -> {
                ended = ConnectorStatus.exited(0);
                become(State.ENDED_WELL);
            });
        } else if (fault != Kind.NEVER_HEALTHY) {
            later(ready, () -> become(State.HEALTHY));
        }
    }

    @Override
    public void stop() {
        world.called(id, Action.STOP);
        Fault fault = behaviour.stop();
        behaviour = behaviour.with(behaviour.start(), fault.once());
        switch (fault.kind()) {
            case REFUSES -> {
                takes(behaviour.stopCall(), true);
                throw new ConnectorException("REFUSED", "refused", "sim", Map.of(), null);
            }
            case HANGS -> takes(FOR_EVER, true);
            case IGNORES_INTERRUPTION -> takes(STUBBORN, false);
            default -> {
                takes(behaviour.stopCall(), true);
                if (state != State.ENDED_WELL) {
                    later(behaviour.stopCall(), this::gone);
                }
            }
        }
    }

    private void gone() {
        ended = ConnectorStatus.STOPPED;
        become(State.DOWN);
    }

    @Override
    public ConnectorStatus status() {
        return state == State.RUNNING || state == State.HEALTHY ? ConnectorStatus.RUNNING : ended;
    }

    ProbeResult probe(Duration timeout) {
        world.workers().takes(behaviour.probe(), true, () -> {});
        return state == State.HEALTHY ? ProbeResult.healthy("up") : ProbeResult.unhealthy("not up");
    }
}
