// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.run;

import io.rillway.cascade.loop.Loop;
import io.rillway.cascade.plan.Reality;

/** What a cascade works with. */
record Crew(Loop loop, Acts acts, Needs needs, Claims claims, Reality reality) {}
