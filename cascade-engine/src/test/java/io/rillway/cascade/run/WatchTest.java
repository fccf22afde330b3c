// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.rillway.cascade.model.Resource;
import io.rillway.cascade.model.ResourceStatus;
import io.rillway.cascade.probe.ProbeOptions;
import io.rillway.cascade.testing.Bench;
import io.rillway.cascade.testing.Script;
import io.rillway.events.catalog.StatusEvents.StatusChange;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What is seen between cascades. */
class WatchTest {

    private final Bench bench = new Bench();

    private List<String> told(String id) {
        return bench.sink().on("resource/" + id).stream()
                .map(event -> ((StatusChange) event.data()).status())
                .toList();
    }

    @Test
    void looksAtEverythingWhenItOpens() {
        bench.script("db").up();
        bench.open(bench.resource("db"), bench.resource("web"));

        assertThat(bench.coordinator().statuses())
                .containsEntry("db", ResourceStatus.ONLINE)
                .containsEntry("web", ResourceStatus.OFFLINE);
    }

    @Test
    @DisplayName("S1-14 a death is seen within the interval, and told once")
    void seesADeath() {
        bench.script("db").up();
        bench.open(bench.resource("db"));

        bench.script("db").dies(137);
        bench.advanceSeconds(1);

        assertThat(bench.status("db")).isEqualTo(ResourceStatus.ERROR);
        bench.advanceSeconds(20);
        assertThat(told("db")).containsExactly("online", "error");
    }

    @Test
    void aDeathWithoutFaultIsOffline() {
        bench.script("db").up();
        bench.open(bench.resource("db"));

        bench.script("db").dies(0);
        bench.advanceSeconds(1);

        assertThat(bench.status("db")).isEqualTo(ResourceStatus.OFFLINE);
    }

    @Test
    void aDeathIsSeenAtOnceWhereTheConnectorSaysSo() {
        bench.script("db").up();
        bench.open(bench.resource("db"));

        bench.script("db").dies(1);
        bench.coordinator().changed("db");
        bench.coordinator().changed("gone");
        bench.loop().settle();

        assertThat(bench.status("db")).isEqualTo(ResourceStatus.ERROR);
    }

    @Test
    void aSickResourceIsDegradedAfterTheThresholdAndHeals() {
        Script db = bench.script("db").up();
        bench.open(db.resource(ProbeOptions.defaults().withThresholds(1, 3)));

        db.sickens();
        bench.advanceSeconds(2);
        assertThat(bench.status("db")).isEqualTo(ResourceStatus.ONLINE);
        bench.advanceSeconds(2);
        assertThat(bench.status("db")).isEqualTo(ResourceStatus.DEGRADED);

        db.up();
        bench.advanceSeconds(1);
        assertThat(told("db")).containsExactly("online", "degraded", "online");
    }

    @Test
    void whatOnlyAProbeSeesIsOfflineAfterTheThreshold() {
        Script db = bench.script("db").up();
        bench.open(Resource.named("db").probe(db.probe()));

        db.sickens();
        bench.advanceSeconds(2);
        assertThat(bench.status("db")).isEqualTo(ResourceStatus.ONLINE);
        bench.advanceSeconds(2);

        assertThat(bench.status("db")).isEqualTo(ResourceStatus.OFFLINE);
    }

    @Test
    void aGroupStandsAsWhatItRequires() {
        Script db = bench.script("db").up();
        Script web = bench.script("web").up();
        bench.open(db.resource(), web.resource(), Resource.named("all").dependsOn("db", "web"));
        assertThat(bench.status("all")).isEqualTo(ResourceStatus.ONLINE);

        web.dies(0);
        bench.advanceSeconds(1);
        assertThat(bench.status("all")).isEqualTo(ResourceStatus.DEGRADED);

        db.dies(0);
        bench.advanceSeconds(1);
        assertThat(told("all")).containsExactly("online", "degraded", "offline");
    }

    @Test
    void aStoppedProcessIsOfflineWhateverItsExitCode() {
        bench.script("db").up();
        bench.open(bench.resource("db"));
        bench.stop("db");
        bench.advanceSeconds(1);

        bench.script("db").dies(143);
        bench.advanceSeconds(10);

        assertThat(bench.status("db")).isEqualTo(ResourceStatus.OFFLINE);
    }

    @Test
    void hangingProbesDoNotKeepOthersFromBeingSeen() {
        Resource.Builder[] resources = new Resource.Builder[101];
        for (int i = 0; i < 100; i++) {
            resources[i] = bench.script("hangs" + i).up().hangsInProbe().resource();
        }
        resources[100] = bench.script("db").up().resource();
        bench.open(resources);

        bench.advanceSeconds(20);

        assertThat(bench.status("db")).isEqualTo(ResourceStatus.ONLINE);
        assertThat(bench.loop().alarms()).isLessThan(300);
    }

    @Test
    void whatNobodyAnswersForIsUnknownAfterTheThreshold() {
        Script db = bench.script("db").up();
        bench.open(Resource.named("db").connector(db.source()));

        db.deaf(true);
        bench.advanceSeconds(2);
        assertThat(bench.status("db")).isEqualTo(ResourceStatus.ONLINE);
        bench.advanceSeconds(15);
        assertThat(bench.status("db")).isEqualTo(ResourceStatus.UNKNOWN);
        db.deaf(false);
        bench.advanceSeconds(5);

        assertThat(told("db")).containsExactly("online", "unknown", "online");
    }
}
