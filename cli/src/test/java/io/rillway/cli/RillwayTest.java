// SPDX-License-Identifier: Apache-2.0
package io.rillway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class RillwayTest {

    private static JsonNode json(String text) {
        return Api.MAPPER.readTree(text.replace('\'', '"'));
    }

    @Test
    void wrongUsageIsTwo() {
        assertThat(Rillway.run(Map.of(), "dance")).isEqualTo(Exit.USAGE);
        assertThat(Rillway.run(Map.of(), "start")).isEqualTo(Exit.USAGE);
        assertThat(Rillway.run(Map.of(), "--version")).isEqualTo(Exit.OK);
    }

    @Test
    void noServerIsThree() {
        assertThat(Rillway.run(Map.of(), "status", "--url", "http://127.0.0.1:1"))
                .isEqualTo(Exit.UNREACHABLE);
        assertThat(Rillway.run(Map.of(), "start", "web", "--url", "http://127.0.0.1:1"))
                .isEqualTo(Exit.UNREACHABLE);
        assertThat(Rillway.run(Map.of(), "status", "--url", "nonsense")).isEqualTo(Exit.USAGE);
    }

    @Test
    void tellsHowACascadeEnded() {
        JsonNode done = json("{'resourceId':'web','status':'completed','totalSteps':2,"
                + "'startedAt':'2026-11-21T12:00:00Z','completedAt':'2026-11-21T12:00:01.500Z',"
                + "'steps':[{'name':'db','state':'skipped','reason':'needed by x'}]}");
        JsonNode failed = json("{'type':'start','resourceId':'web','status':'failed','failedStep':2,'totalSteps':3,"
                + "'errorCode':'TIMEOUT','errorMessage':'db: too slow'}");

        assertThat(Ending.lines(done, "start"))
                .containsExactly("web is online: 2 steps in 1.5 s", "db left alone: needed by x");
        assertThat(Ending.troubles(failed))
                .containsExactly("rillway: start of web failed at step 2 of 3 (TIMEOUT): db: too slow");
        assertThat(Ending.lines(json("{'resourceId':'web','status':'completed','totalSteps':0}"), "stop"))
                .containsExactly("web is offline already");
    }

    @Test
    void tellsAPlan() {
        JsonNode plan = json("{'action':'start','steps':[{'name':'db','cause':'dependency','of':'web','after':[]},"
                + "{'name':'web','cause':'target','after':['db']}],'skipped':[{'name':'nas','reason':'already online'}],"
                + "'protected':[],'needsConfirmation':[]}");

        assertThat(PlanText.all(plan))
                .isEqualTo(List.of(
                        "1. start db (dependency of web)", "2. start web (target, after db)", "nas: already online"));
        assertThat(PlanText.all(json("{'steps':[]}"))).containsExactly("nothing to do");
    }
}
