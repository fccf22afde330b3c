// SPDX-License-Identifier: Apache-2.0
package io.rillway.events.catalog;

/** One of the writing platform's events whose fields are known (requirements S4-12). */
public sealed interface WritingEvent permits WritingEvents.NovelCreated, WritingEvents.ChapterUpdated {

    /** {@return the novel that the event is about} */
    String novelId();
}
