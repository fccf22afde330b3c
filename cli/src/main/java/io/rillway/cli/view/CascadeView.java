// SPDX-License-Identifier: Apache-2.0
package io.rillway.cli.view;

import io.rillway.cascade.model.CascadeRecord;
import io.rillway.cli.shell.Shell;
import java.time.Duration;
import java.time.InstantSource;

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

    /** {@return a picture that is drawn in place, in a terminal; elsewhere a line for each change} */
    static CascadeView on(Shell shell) {
        return shell.screen().terminal() ? new LiveView(shell, InstantSource.system()) : new PlainView(shell);
    }

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
