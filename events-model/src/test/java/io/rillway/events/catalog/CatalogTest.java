// SPDX-License-Identifier: Apache-2.0
package io.rillway.events.catalog;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rillway.events.EventType;
import io.rillway.events.Json;
import io.rillway.events.catalog.CoachingEvents.ActionChanged;
import io.rillway.events.catalog.CoachingEvents.ActionDeleted;
import io.rillway.events.catalog.CoachingEvents.AgreementChanged;
import io.rillway.events.catalog.CoachingEvents.AgreementDeleted;
import io.rillway.events.catalog.CoachingEvents.GoalChanged;
import io.rillway.events.catalog.CoachingEvents.GoalDeleted;
import io.rillway.events.catalog.LogEvents.Alert;
import io.rillway.events.catalog.LogEvents.Level;
import io.rillway.events.catalog.LogEvents.LogLine;
import io.rillway.events.catalog.PlatformEvents.BuildComplete;
import io.rillway.events.catalog.PlatformEvents.BuildFailed;
import io.rillway.events.catalog.PlatformEvents.Change;
import io.rillway.events.catalog.PlatformEvents.ClusterStatus;
import io.rillway.events.catalog.PlatformEvents.ClusterStatusUpdate;
import io.rillway.events.catalog.PlatformEvents.ErrorReport;
import io.rillway.events.catalog.PlatformEvents.ProjectStatus;
import io.rillway.events.catalog.PlatformEvents.ProjectStatusUpdate;
import io.rillway.events.catalog.PlatformEvents.WorkloadStatus;
import io.rillway.events.catalog.PlatformEvents.WorkloadStatusUpdate;
import io.rillway.events.catalog.WritingEvents.ChapterUpdated;
import io.rillway.events.catalog.WritingEvents.NovelCreated;
import io.rillway.events.catalog.WritingEvents.StreamError;
import io.rillway.events.json.EventCodec;
import io.rillway.events.json.MalformedEventException;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class CatalogTest {

    private static final Instant AT = Instant.parse("2026-11-21T12:00:00.250Z");

    private final EventCodec codec = new EventCodec();

    @ParameterizedTest(name = "S2-02, S2-04, S2-12, S3-03, S3-04, S3-12, S4-10, S4-12, S5-03, S5-04 {0}")
    @MethodSource("payloads")
    void hasTheNameAndTheFieldsOfItsApplication(String name, EventType<Object> type, Object payload, String json) {
        assertThat(type.name()).isEqualTo(name);
        assertThat(new String(codec.encode(payload), UTF_8)).isEqualTo(json.replace('\'', '"'));
        assertThat(codec.decode(type, json.replace('\'', '"'))).isEqualTo(payload);
    }

    static Stream<Arguments> payloads() {
        return Stream.of(monitor(), platform(), writing(), coaching()).flatMap(all -> all);
    }

    private static Stream<Arguments> monitor() {
        Entity error = Entity.of(Map.of("error", Map.of("message", "boom")));
        return Stream.of(
                of(
                        "log",
                        LogEvents.LOG,
                        new LogLine(AT, Level.ERROR, "disk", error),
                        "{'ts':'2026-11-21T12:00:00.250Z','level':'error','message':'disk',"
                                + "'context':{'error':{'message':'boom'}}}"),
                of(
                        "log",
                        LogEvents.LOG,
                        new LogLine(AT, Level.INFO, "up", null),
                        "{'ts':'2026-11-21T12:00:00.250Z','level':'info','message':'up','context':null}"),
                of("error", LogEvents.ERROR, new LogEvents.StreamError("lost"), "{'message':'lost'}"),
                of(
                        "alert",
                        EventType.of("alert", Alert.class),
                        new Alert(LogEvents.ALERT_TYPE, 5, 7, AT, 60_000, AT),
                        "{'type':'monitor_error_threshold','threshold':5,'count':7,"
                                + "'lastErrorAt':'2026-11-21T12:00:00.250Z','windowMs':60000,"
                                + "'ts':'2026-11-21T12:00:00.250Z'}"));
    }

    private static Stream<Arguments> platform() {
        return Stream.of(
                of(
                        "workload_status_update",
                        PlatformEvents.WORKLOAD_STATUS_UPDATE,
                        new WorkloadStatusUpdate("workload", "wl-123", "p1", WorkloadStatus.RUNNING, "ok", 3, 2),
                        "{'resource_type':'workload','workload_id':'wl-123','project_id':'p1','status':'Running',"
                                + "'message':'ok','replicas':3,'available_replicas':2}"),
                of(
                        "workload_status_update",
                        PlatformEvents.WORKLOAD_STATUS_UPDATE,
                        new WorkloadStatusUpdate("workload", "wl-1", "p1", WorkloadStatus.PENDING, "", null, null),
                        "{'resource_type':'workload','workload_id':'wl-1','project_id':'p1','status':'Pending',"
                                + "'message':''}"),
                of(
                        "project_status_update",
                        PlatformEvents.PROJECT_STATUS_UPDATE,
                        new ProjectStatusUpdate("project", "p1", "c1", ProjectStatus.READY, "ok"),
                        "{'resource_type':'project','project_id':'p1','cluster_id':'c1','status':'Ready',"
                                + "'message':'ok'}"),
                of(
                        "cluster_status_update",
                        PlatformEvents.CLUSTER_STATUS_UPDATE,
                        new ClusterStatusUpdate("c1", ClusterStatus.UNHEALTHY, "1.33", 4),
                        "{'cluster_id':'c1','status':'unhealthy','kubernetes_version':'1.33','node_count':4}"),
                of(
                        "build_complete",
                        PlatformEvents.BUILD_COMPLETE,
                        new BuildComplete("b7", "wl-1", "sha256:ab", 12.5, "done"),
                        "{'build_id':'b7','workload_id':'wl-1','image_digest':'sha256:ab','build_duration':12.5,"
                                + "'message':'done'}"),
                of(
                        "build_failed",
                        PlatformEvents.BUILD_FAILED,
                        new BuildFailed("b7", "wl-1", "no"),
                        "{'build_id':'b7','workload_id':'wl-1','error':'no'}"),
                of(
                        "error_report",
                        PlatformEvents.ERROR_REPORT,
                        new ErrorReport("quota", "full", "c1"),
                        "{'error_type':'quota','message':'full','resource_id':'c1'}"),
                of(
                        "build.completed",
                        Change.of("build.completed"),
                        new Change("e1", "build.completed", AT, new Json("{\"n\":1}"), "c1", null, "wl-1"),
                        "{'id':'e1','type':'build.completed','timestamp':'2026-11-21T12:00:00.250Z','data':{'n':1},"
                                + "'clusterId':'c1','workloadId':'wl-1'}"));
    }

    private static Stream<Arguments> writing() {
        return Stream.of(
                of(
                        "novel.created",
                        WritingEvents.NOVEL_CREATED,
                        new NovelCreated("n1", "Dune", "u1"),
                        "{'novel_id':'n1','title':'Dune','user_id':'u1'}"),
                of(
                        "chapter.updated",
                        WritingEvents.CHAPTER_UPDATED,
                        new ChapterUpdated("ch1", "n1", 3, "draft"),
                        "{'chapter_id':'ch1','novel_id':'n1','chapter_number':3,'status':'draft'}"),
                of(
                        "workflow.started",
                        WritingEvents.WORKFLOW_STARTED,
                        Entity.of(Map.of("workflow_id", "w1")),
                        "{'workflow_id':'w1'}"),
                of(
                        "error",
                        WritingEvents.ERROR,
                        new StreamError("too slow", true),
                        "{'error':'too slow','reconnect':true}"));
    }

    private static Stream<Arguments> coaching() {
        Entity thing = Entity.of(Map.of("id", "x1"));
        String session = "{'coaching_session_id':'s1','";
        String relationship = "{'coaching_relationship_id':'r1','";
        return Stream.of(
                of(
                        "action_created",
                        CoachingEvents.ACTION_CREATED,
                        new ActionChanged("s1", thing),
                        session + "action':{'id':'x1'}}"),
                of(
                        "action_updated",
                        CoachingEvents.ACTION_UPDATED,
                        new ActionChanged("s1", thing),
                        session + "action':{'id':'x1'}}"),
                of(
                        "action_deleted",
                        CoachingEvents.ACTION_DELETED,
                        new ActionDeleted("s1", "x1"),
                        session + "action_id':'x1'}"),
                of(
                        "agreement_created",
                        CoachingEvents.AGREEMENT_CREATED,
                        new AgreementChanged("r1", thing),
                        relationship + "agreement':{'id':'x1'}}"),
                of(
                        "agreement_updated",
                        CoachingEvents.AGREEMENT_UPDATED,
                        new AgreementChanged("r1", thing),
                        relationship + "agreement':{'id':'x1'}}"),
                of(
                        "agreement_deleted",
                        CoachingEvents.AGREEMENT_DELETED,
                        new AgreementDeleted("r1", "x1"),
                        relationship + "agreement_id':'x1'}"),
                of(
                        "goal_created",
                        CoachingEvents.GOAL_CREATED,
                        new GoalChanged("r1", thing),
                        relationship + "goal':{'id':'x1'}}"),
                of(
                        "goal_updated",
                        CoachingEvents.GOAL_UPDATED,
                        new GoalChanged("r1", thing),
                        relationship + "goal':{'id':'x1'}}"),
                of(
                        "goal_deleted",
                        CoachingEvents.GOAL_DELETED,
                        new GoalDeleted("r1", "x1"),
                        relationship + "goal_id':'x1'}"));
    }

    private static <T> Arguments of(String name, EventType<T> type, T payload, String json) {
        return Arguments.of(name, type, payload, json);
    }

    @ParameterizedTest(name = "S2-02 {0} is {1}")
    @CsvSource({"warn, WARN", "ERROR, ERROR", "info, INFO", "debug, INFO", "fatal, INFO"})
    void everyOtherLevelIsInfo(String name, Level level) {
        assertThat(Level.of(name)).isEqualTo(level);
    }

    @Test
    @DisplayName("S5-06 a payload that lacks a field is refused with its path")
    void refusesAPayloadThatLacksAField() {
        assertThatThrownBy(() -> codec.decode(CoachingEvents.GOAL_CREATED, "{\"coaching_relationship_id\":\"r1\"}"))
                .isInstanceOfSatisfying(
                        MalformedEventException.class, e -> assertThat(e.path()).isEqualTo("$.goal"));
        assertThatThrownBy(() -> codec.decode(
                        CoachingEvents.ACTION_UPDATED, "{\"coaching_session_id\":\"s1\",\"action\":\"x1\"}"))
                .isInstanceOfSatisfying(
                        MalformedEventException.class, e -> assertThat(e.path()).isEqualTo("$.action"));
        assertThatThrownBy(() -> codec.decode(
                        PlatformEvents.CLUSTER_STATUS_UPDATE, "{\"cluster_id\":\"c1\",\"status\":\"well\"}"))
                .isInstanceOfSatisfying(
                        MalformedEventException.class, e -> assertThat(e.path()).isEqualTo("$.status"));
    }

    @Test
    void knowsTheScopeOfWhatTwoPeopleShare() {
        CoachingEvent event = new ActionDeleted("s1", "a1");
        assertThat(event.scopeId()).isEqualTo("s1");
        assertThat(CoachingEvent.class.getPermittedSubclasses()).hasSize(6);
    }
}
