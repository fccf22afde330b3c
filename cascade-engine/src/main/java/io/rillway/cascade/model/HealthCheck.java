// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.model;

import static java.util.Objects.requireNonNull;

import io.rillway.cascade.probe.Probe;
import io.rillway.cascade.probe.ProbeOptions;

/**
 * How a resource's health is found out: a probe, and when to use it.
 *
 * @param probe looks at the resource
 * @param options when and how often
 */
public record HealthCheck(Probe probe, ProbeOptions options) {

    public HealthCheck {
        requireNonNull(probe, "probe");
        requireNonNull(options, "options");
    }
}
