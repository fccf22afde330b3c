// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.journal;

/**
 * Opens the journal of an engine: what options hold, so that they stay a value and what is open belongs to the engine.
 *
 * <p><b>Threads:</b> called once for each engine, by whoever opens it. <b>Errors:</b> as {@link #open} says. <b>Limits:</b>
 * none.
 */
@FunctionalInterface
public interface JournalSource {

    /**
     * {@return the journal, with what an earlier life left in it; the engine closes it}
     *
     * @throws JournalException if it cannot be opened, above all because another engine has it
     */
    Journal open();
}
