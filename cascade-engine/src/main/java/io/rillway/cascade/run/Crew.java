// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.run;

import io.rillway.cascade.loop.Loop;
import io.rillway.cascade.plan.Reality;
import io.rillway.cascade.watch.Units;

/** What a cascade works with. */
record Crew(Loop loop, Units units, Acts acts, Needs needs, Claims claims, Reality reality) {}
