// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.run;

import io.rillway.cascade.loop.Loop;
import io.rillway.cascade.loop.Workers;
import io.rillway.cascade.watch.Looks;
import io.rillway.cascade.watch.StatusBoard;
import io.rillway.cascade.watch.Survey;
import io.rillway.cascade.watch.Units;
import io.rillway.cascade.watch.Watch;

/** What an action works with. */
record Tools(
        Loop loop, Workers workers, Pen pen, Units units, StatusBoard board, Looks looks, Survey survey, Watch watch) {}
