// SPDX-License-Identifier: Apache-2.0
package io.rillway.events.catalog;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.rillway.events.EventType;
import org.jspecify.annotations.Nullable;

/** What the writing platform tells (requirements S4-07, S4-10, S4-12). */
public final class WritingEvents {

    /** A novel was begun. */
    public static final EventType<NovelCreated> NOVEL_CREATED = EventType.of("novel.created", NovelCreated.class);

    /** A chapter was changed. */
    public static final EventType<ChapterUpdated> CHAPTER_UPDATED =
            EventType.of("chapter.updated", ChapterUpdated.class);

    /** A workflow has begun; its fields are the application's. */
    public static final EventType<Entity> WORKFLOW_STARTED = EventType.of("workflow.started", Entity.class);

    /** A workflow has ended; its fields are the application's. */
    public static final EventType<Entity> WORKFLOW_COMPLETED = EventType.of("workflow.completed", Entity.class);

    /** An agent is at work; its fields are the application's. */
    public static final EventType<Entity> AGENT_ACTIVITY = EventType.of("agent.activity", Entity.class);

    /** A genesis goes on; its fields are the application's. */
    public static final EventType<Entity> GENESIS_PROGRESS = EventType.of("genesis.progress", Entity.class);

    /** The stream cannot go on. */
    public static final EventType<StreamError> ERROR = EventType.of("error", StreamError.class);

    private WritingEvents() {}

    /**
     * A novel was begun.
     *
     * @param novelId the novel
     * @param title its title
     * @param userId who began it, or null
     */
    public record NovelCreated(
            @JsonProperty("novel_id") String novelId,
            String title,
            @JsonProperty("user_id") @Nullable String userId) implements WritingEvent {}

    /**
     * A chapter was changed.
     *
     * @param chapterId the chapter
     * @param novelId its novel
     * @param chapterNumber its place in the novel, from 1
     * @param status what it is now
     */
    public record ChapterUpdated(
            @JsonProperty("chapter_id") String chapterId,
            @JsonProperty("novel_id") String novelId,
            @JsonProperty("chapter_number") int chapterNumber,
            String status)
            implements WritingEvent {}

    /**
     * The stream cannot go on.
     *
     * @param error why
     * @param reconnect whether it is worth trying again
     */
    public record StreamError(String error, boolean reconnect) {}
}
