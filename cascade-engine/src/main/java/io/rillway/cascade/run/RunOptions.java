// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.run;

import io.rillway.cascade.model.OnRestart;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.Supplier;

/**
 * What a coordinator goes by.
 *
 * @param maxParallel the most actions under way at one time
 * @param stepTimeout how long an action may take where its resource does not say
 * @param pollInterval the time between two looks where a resource has no probe
 * @param keptCascades how many ended cascades are remembered
 * @param onRestart what becomes of a cascade that an earlier life of the engine has begun
 * @param clock the time of records and entries
 * @param ids makes the ids of cascades
 */
public record RunOptions(
        int maxParallel,
        Duration stepTimeout,
        Duration pollInterval,
        int keptCascades,
        OnRestart onRestart,
        InstantSource clock,
        Supplier<String> ids) {}
