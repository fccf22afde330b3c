// SPDX-License-Identifier: Apache-2.0
package io.rillway.cli.view;

import io.rillway.cascade.model.CascadeRecord;
import java.time.Duration;

/** Shows a cascade while it runs. One thread. */
public interface CascadeView {

    /** Shows nothing. */
    CascadeView SILENT = new CascadeView() {
        @Override
        public void show(CascadeRecord record) {}

        @Override
        public void tick() {}

        @Override
        public void trouble(String line) {}
    };

    /** The cascade stands like this now. */
    void show(CascadeRecord record);

    /** Time has passed. */
    void tick();

    /** The cascade cannot be seen just now. */
    void trouble(String line);

    /** How often {@link #tick} is wanted. */
    default Duration pace() {
        return Duration.ofSeconds(1);
    }
}
