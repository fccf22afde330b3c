// SPDX-License-Identifier: Apache-2.0
package io.rillway.events.catalog;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.rillway.events.EventType;

/**
 * What the coaching platform tells (requirements S5-03, S5-04). What it tells of its own accord to a user who has to leave
 * is {@code force_logout}, one of the system's events.
 */
public final class CoachingEvents {

    /** An action was made. */
    public static final EventType<ActionChanged> ACTION_CREATED = EventType.of("action_created", ActionChanged.class);

    /** An action was changed. */
    public static final EventType<ActionChanged> ACTION_UPDATED = EventType.of("action_updated", ActionChanged.class);

    /** An action was taken away. */
    public static final EventType<ActionDeleted> ACTION_DELETED = EventType.of("action_deleted", ActionDeleted.class);

    /** An agreement was made. */
    public static final EventType<AgreementChanged> AGREEMENT_CREATED =
            EventType.of("agreement_created", AgreementChanged.class);

    /** An agreement was changed. */
    public static final EventType<AgreementChanged> AGREEMENT_UPDATED =
            EventType.of("agreement_updated", AgreementChanged.class);

    /** An agreement was taken away. */
    public static final EventType<AgreementDeleted> AGREEMENT_DELETED =
            EventType.of("agreement_deleted", AgreementDeleted.class);

    /** A goal was made. */
    public static final EventType<GoalChanged> GOAL_CREATED = EventType.of("goal_created", GoalChanged.class);

    /** A goal was changed. */
    public static final EventType<GoalChanged> GOAL_UPDATED = EventType.of("goal_updated", GoalChanged.class);

    /** A goal was taken away. */
    public static final EventType<GoalDeleted> GOAL_DELETED = EventType.of("goal_deleted", GoalDeleted.class);

    /** A goal was given to a session; its fields are the application's. */
    public static final EventType<Entity> COACHING_SESSION_GOAL_CREATED =
            EventType.of("coaching_session_goal_created", Entity.class);

    /** A goal was taken from a session; its fields are the application's. */
    public static final EventType<Entity> COACHING_SESSION_GOAL_DELETED =
            EventType.of("coaching_session_goal_deleted", Entity.class);

    /** The topics of a session have changed; its fields are the application's. */
    public static final EventType<Entity> TOPICS_CHANGED = EventType.of("topics_changed", Entity.class);

    /** A recording has changed; its fields are the application's. */
    public static final EventType<Entity> MEETING_RECORDING_UPDATED =
            EventType.of("meeting_recording_updated", Entity.class);

    /** A transcription has changed; its fields are the application's. */
    public static final EventType<Entity> TRANSCRIPTION_UPDATED = EventType.of("transcription_updated", Entity.class);

    /** A session has another title; its fields are the application's. */
    public static final EventType<Entity> COACHING_SESSION_TITLE_UPDATED =
            EventType.of("coaching_session_title_updated", Entity.class);

    private CoachingEvents() {}

    /**
     * An action was made or changed.
     *
     * @param coachingSessionId the session it belongs to
     * @param action the action as it is now
     */
    public record ActionChanged(
            @JsonProperty("coaching_session_id") String coachingSessionId, Entity action) implements CoachingEvent {

        @Override
        public String scopeId() {
            return coachingSessionId;
        }
    }

    /**
     * An action was taken away.
     *
     * @param coachingSessionId the session it belonged to
     * @param actionId the action
     */
    public record ActionDeleted(
            @JsonProperty("coaching_session_id") String coachingSessionId,
            @JsonProperty("action_id") String actionId) implements CoachingEvent {

        @Override
        public String scopeId() {
            return coachingSessionId;
        }
    }

    /**
     * An agreement was made or changed.
     *
     * @param coachingRelationshipId the relationship it belongs to
     * @param agreement the agreement as it is now
     */
    public record AgreementChanged(
            @JsonProperty("coaching_relationship_id") String coachingRelationshipId, Entity agreement)
            implements CoachingEvent {

        @Override
        public String scopeId() {
            return coachingRelationshipId;
        }
    }

    /**
     * An agreement was taken away.
     *
     * @param coachingRelationshipId the relationship it belonged to
     * @param agreementId the agreement
     */
    public record AgreementDeleted(
            @JsonProperty("coaching_relationship_id") String coachingRelationshipId,
            @JsonProperty("agreement_id") String agreementId)
            implements CoachingEvent {

        @Override
        public String scopeId() {
            return coachingRelationshipId;
        }
    }

    /**
     * A goal was made or changed.
     *
     * @param coachingRelationshipId the relationship it belongs to
     * @param goal the goal as it is now
     */
    public record GoalChanged(
            @JsonProperty("coaching_relationship_id") String coachingRelationshipId, Entity goal)
            implements CoachingEvent {

        @Override
        public String scopeId() {
            return coachingRelationshipId;
        }
    }

    /**
     * A goal was taken away.
     *
     * @param coachingRelationshipId the relationship it belonged to
     * @param goalId the goal
     */
    public record GoalDeleted(
            @JsonProperty("coaching_relationship_id") String coachingRelationshipId,
            @JsonProperty("goal_id") String goalId)
            implements CoachingEvent {

        @Override
        public String scopeId() {
            return coachingRelationshipId;
        }
    }
}
