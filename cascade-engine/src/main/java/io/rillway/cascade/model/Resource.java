// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.model;

import static java.util.Objects.requireNonNull;

import io.rillway.cascade.connector.ConnectorSource;
import io.rillway.cascade.probe.Probe;
import io.rillway.cascade.probe.ProbeOptions;
import io.rillway.events.catalog.StatusEvents.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A resource is something that can be online or offline: a service, a machine, a job, or a group that has neither
 * connector nor probe.
 *
 * <p><b>Threads:</b> immutable. <b>Limits:</b> an id has 1 to 128 letters, digits, dots, dashes and underscores, so that it
 * can be a segment of a topic and the name of a folder.
 *
 * @param id what it is known by
 * @param name what people call it
 * @param kind machine or resource
 * @param host the resource that it runs on, if any
 * @param dependencies the resources that it needs, in the order they were given
 * @param connector what acts on it, if anything
 * @param health how its health is found out, if at all
 * @param stopping what is to be considered before it is stopped
 * @param steps how its steps are carried out
 */
public record Resource(
        String id,
        String name,
        Kind kind,
        Optional<String> host,
        List<Dependency> dependencies,
        Optional<ConnectorSource> connector,
        Optional<HealthCheck> health,
        Stopping stopping,
        StepOptions steps) {

    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._-]{0,127}");

    /**
     * What is to be considered before a resource is stopped.
     *
     * @param confirm whether somebody has to confirm it
     * @param whenUnused whether a cascade may stop it because nothing active needs it any more
     */
    public record Stopping(boolean confirm, boolean whenUnused) {

        /** Without asking, and also when it is merely unused. */
        public static final Stopping FREELY = new Stopping(false, true);
    }

    public Resource {
        requireNonNull(id, "id");
        if (!ID.matcher(id).matches()) {
            throw new IllegalArgumentException("id: \"" + id.replaceAll("\\p{Cntrl}", "\uFFFD")
                    + "\" (expected: 1 to 128 letters, digits, '.', '-' or '_', not beginning with '.')");
        }
        requireNonNull(name, "name");
        requireNonNull(kind, "kind");
        requireNonNull(host, "host");
        dependencies = List.copyOf(dependencies);
        requireNonNull(connector, "connector");
        requireNonNull(health, "health");
        requireNonNull(stopping, "stopping");
        requireNonNull(steps, "steps");
    }

    /** {@return how long its steps may take} */
    public TimeLimits limits() {
        return steps.limits();
    }

    /**
     * {@return a builder of the resource with this id, which is its name too}
     *
     * @param id what it is known by
     */
    public static Builder named(String id) {
        return new Builder(id);
    }

    /** {@return whether it has neither connector nor probe, so that it is active while a required dependency is} */
    public boolean isGroup() {
        return connector.isEmpty() && health.isEmpty();
    }

    /** {@return a builder with everything that this resource has} */
    public Builder toBuilder() {
        return new Builder(this);
    }

    /** Builds a resource. <b>Threads:</b> for one thread. */
    public static final class Builder {

        private final String id;
        private final List<Dependency> dependencies = new ArrayList<>();
        private String name;
        private Kind kind = Kind.RESOURCE;
        private Optional<String> host = Optional.empty();
        private Optional<ConnectorSource> connector = Optional.empty();
        private Optional<HealthCheck> health = Optional.empty();
        private Stopping stopping = Stopping.FREELY;
        private StepOptions steps = StepOptions.DEFAULTS;

        private Builder(String id) {
            this.id = requireNonNull(id, "id");
            this.name = id;
        }

        private Builder(Resource from) {
            this.id = from.id;
            this.name = from.name;
            this.kind = from.kind;
            this.host = from.host;
            this.dependencies.addAll(from.dependencies);
            this.connector = from.connector;
            this.health = from.health;
            this.stopping = from.stopping;
            this.steps = from.steps;
        }

        /**
         * {@return this builder}
         *
         * @param name what people call the resource
         */
        public Builder name(String name) {
            this.name = requireNonNull(name, "name");
            return this;
        }

        /**
         * {@return this builder}
         *
         * @param kind machine or resource
         */
        public Builder kind(Kind kind) {
            this.kind = requireNonNull(kind, "kind");
            return this;
        }

        /**
         * {@return this builder}
         *
         * @param host the resource that it runs on
         */
        public Builder host(String host) {
            this.host = Optional.of(host);
            return this;
        }

        /**
         * {@return this builder, with further needs}
         *
         * @param needs the resources that it needs
         */
        public Builder dependsOn(Dependency... needs) {
            dependencies.addAll(List.of(needs));
            return this;
        }

        /**
         * {@return this builder, with further hard needs}
         *
         * @param ids the resources that it needs healthy
         */
        public Builder dependsOn(String... ids) {
            List.of(ids).forEach(on -> dependencies.add(Dependency.on(on)));
            return this;
        }

        /**
         * {@return this builder}
         *
         * @param connector what acts on the resource
         */
        public Builder connector(ConnectorSource connector) {
            this.connector = Optional.of(connector);
            return this;
        }

        /**
         * {@return this builder}
         *
         * @param probe looks at the resource
         */
        public Builder probe(Probe probe) {
            return probe(probe, ProbeOptions.defaults());
        }

        /**
         * {@return this builder}
         *
         * @param probe looks at the resource
         * @param options when and how often
         */
        public Builder probe(Probe probe, ProbeOptions options) {
            this.health = Optional.of(new HealthCheck(probe, options));
            return this;
        }

        /**
         * {@return this builder}
         *
         * @param stopping what is to be considered before the resource is stopped
         */
        public Builder stopping(Stopping stopping) {
            this.stopping = requireNonNull(stopping, "stopping");
            return this;
        }

        /**
         * {@return this builder}
         *
         * @param limits how long the resource's steps may take
         */
        public Builder limits(TimeLimits limits) {
            this.steps = steps.with(limits);
            return this;
        }

        /**
         * {@return this builder}
         *
         * @param retry how often the resource's steps are tried
         */
        public Builder retry(Retry retry) {
            this.steps = steps.with(retry);
            return this;
        }

        /**
         * {@return this builder}
         *
         * @param most how many steps at one time on what runs directly on the resource, 1 or more
         */
        public Builder hostedAtOnce(int most) {
            this.steps = steps.withHostedAtOnce(most);
            return this;
        }

        /**
         * {@return the resource}
         *
         * @throws IllegalArgumentException if the id is not one
         */
        public Resource build() {
            return new Resource(id, name, kind, host, dependencies, connector, health, stopping, steps);
        }
    }
}
