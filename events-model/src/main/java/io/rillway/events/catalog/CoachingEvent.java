// SPDX-License-Identifier: Apache-2.0
package io.rillway.events.catalog;

/** One of the coaching platform's events about what two people share (requirements S5-03, S5-04). */
public sealed interface CoachingEvent
        permits CoachingEvents.ActionChanged,
                CoachingEvents.ActionDeleted,
                CoachingEvents.AgreementChanged,
                CoachingEvents.AgreementDeleted,
                CoachingEvents.GoalChanged,
                CoachingEvents.GoalDeleted {

    /** {@return the coaching session or relationship that the event is about} */
    String scopeId();
}
