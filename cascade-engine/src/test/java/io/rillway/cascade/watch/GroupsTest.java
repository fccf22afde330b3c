// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.rillway.cascade.model.Resource;
import io.rillway.cascade.model.ResourceGraph;
import io.rillway.cascade.model.ResourceStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class GroupsTest {

    private static final List<ResourceStatus> LEADING =
            List.of(ResourceStatus.STARTING, ResourceStatus.STOPPING, ResourceStatus.UNKNOWN);

    private final ResourceGraph graph = graph();
    private final Groups groups = new Groups(graph.topology());

    private static ResourceGraph graph() {
        ResourceGraph.Builder graph = ResourceGraph.builder();
        Resource.Builder some = Resource.named("some");
        Resource.Builder all = Resource.named("all");
        for (int i = 0; i < 6; i++) {
            graph.resource(Resource.named("r" + i)
                    .connector(site -> {
                        throw new IllegalStateException("not opened here");
                    })
                    .build());
            all.dependsOn("r" + i);
            if (i % 2 == 0) {
                some.dependsOn("r" + i);
            }
        }
        return graph.resource(some.build()).resource(all.build()).build();
    }

    @Test
    void countsAsIfEachMemberWereAsked() {
        SplittableRandom random = new SplittableRandom(7);
        List<ResourceStatus> statuses = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            statuses.add(ResourceStatus.UNKNOWN);
            count(i, statuses);
        }
        for (int round = 0; round < 5000; round++) {
            int member = random.nextInt(6);
            ResourceStatus[] values = ResourceStatus.values();
            statuses.set(member, values[random.nextInt(random.nextInt(4) == 0 ? values.length : 3)]);
            count(member, statuses);

            assertStands("all", statuses);
            assertStands("some", List.of(statuses.get(0), statuses.get(2), statuses.get(4)));
        }
    }

    @Test
    void aGroupWithoutMembersIsOffline() {
        assertThat(groups.of(0).status()).isEqualTo(ResourceStatus.OFFLINE);
        assertThat(groups.of(0).isAnyActive()).isFalse();
    }

    private void count(int member, List<ResourceStatus> statuses) {
        ResourceStatus status = statuses.get(member);
        groups.count(number("r" + member), status, status != ResourceStatus.OFFLINE);
    }

    private int number(String id) {
        return graph.topology().number(id);
    }

    private void assertStands(String group, List<ResourceStatus> members) {
        assertThat(groups.of(number(group)).status()).as("%s", members).isEqualTo(expected(members));
        assertThat(groups.of(number(group)).isAnyActive())
                .isEqualTo(members.stream().anyMatch(status -> status != ResourceStatus.OFFLINE));
    }

    private static ResourceStatus expected(List<ResourceStatus> members) {
        if (members.stream().distinct().count() == 1
                && (members.get(0) == ResourceStatus.OFFLINE || members.get(0) == ResourceStatus.ONLINE)) {
            return members.get(0);
        }
        for (ResourceStatus leading : LEADING) {
            if (members.contains(leading)) {
                return leading;
            }
        }
        return members.contains(ResourceStatus.ONLINE) || members.contains(ResourceStatus.DEGRADED)
                ? ResourceStatus.DEGRADED
                : ResourceStatus.ERROR;
    }
}
