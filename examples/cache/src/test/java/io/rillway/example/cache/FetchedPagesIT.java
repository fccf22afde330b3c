// SPDX-License-Identifier: Apache-2.0
package io.rillway.example.cache;

import static org.assertj.core.api.Assertions.assertThat;

import io.rillway.client.ClientOptions;
import io.rillway.client.EventClient;
import io.rillway.client.invalidate.CacheInvalidator;
import io.rillway.client.model.StreamEnd;
import io.rillway.client.testing.Answer;
import io.rillway.client.testing.ScriptedServer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class FetchedPagesIT {

    private final List<String> fetched = new ArrayList<>();
    private final FetchedPages pages = new FetchedPages(address -> {
        fetched.add(address);
        return "page of " + address;
    });

    private void read(String... addresses) {
        for (String address : addresses) {
            assertThat(pages.page(address)).isEqualTo("page of " + address);
        }
    }

    private void follow(String stream) throws Exception {
        ClientOptions once = ClientOptions.defaults().end(StreamEnd.BODY).once();
        try (ScriptedServer server = new ScriptedServer(Answer.stream(stream));
                EventClient client = EventClient.open(server.uri(), once)) {
            new CacheInvalidator(CacheInvalidator.coachingRules(), pages).follow(client);
            client.run();
        }
    }

    @Test
    @DisplayName("S5-08 an event makes the pages stale that its rule names, and no others")
    void fetchesAgainWhatAnEventMadeStale() throws Exception {
        read("/users/7/actions", "/actions", "/transactions", "/agreements");
        fetched.clear();

        follow("event: action_created\ndata: {\"type\":\"action_created\",\"data\":{}}\n\n");
        read("/users/7/actions", "/actions", "/transactions", "/agreements");

        assertThat(fetched).containsExactly("/users/7/actions", "/actions");
    }

    @Test
    void fetchesEverythingAgainAfterAGap() throws Exception {
        read("/agreements");
        follow("event: gap\ndata: {\"reason\":\"evicted\",\"from\":\"a\",\"to\":\"b\"}\n\n");
        read("/agreements");

        assertThat(fetched).containsExactly("/agreements", "/agreements");
    }
}
