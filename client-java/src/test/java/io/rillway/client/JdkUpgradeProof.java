// SPDX-License-Identifier: Apache-2.0
package io.rillway.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.rillway.client.testing.UpgradingServer;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

/**
 * That decision 54 still has its reason. Where this fails the JDK has been mended.
 *
 * <p>The thread that reads the socket hands what it has read on piece by piece. If the first piece, with the 101 in it, has
 * been dealt with before the second is handed on, the second goes to nobody.
 */
class JdkUpgradeProof {

    private static final int RUNS = 20;
    private static final String BODY = ("line" + " ".repeat(2000) + "\n").repeat(30);

    private static Map<String, Integer> outcomes(HttpClient.Builder builder) throws Exception {
        Map<String, Integer> outcomes = new TreeMap<>();
        try (UpgradingServer server = new UpgradingServer(BODY)) {
            for (int i = 0; i < RUNS; i++) {
                outcomes.merge(
                        outcome(
                                builder.build(),
                                HttpRequest.newBuilder(server.uri()).build()),
                        1,
                        Integer::sum);
            }
        }
        System.out.println(Runtime.version() + ": " + outcomes);
        return outcomes;
    }

    private static String outcome(HttpClient client, HttpRequest request) throws InterruptedException {
        try {
            HttpResponse<String> answer =
                    client.sendAsync(request, BodyHandlers.ofString()).get(5, TimeUnit.SECONDS);
            return answer.version() + (answer.body().equals(BODY) ? " whole" : " spoiled");
        } catch (ExecutionException | TimeoutException e) {
            return String.valueOf(e.getCause());
        }
    }

    @Test
    void bytesBehindAnUpgradeAreLostWhereTheFirstPieceIsDealtWithAtOnce() throws Exception {
        assertThat(outcomes(HttpClient.newBuilder().executor(Runnable::run)).keySet())
                .anyMatch(outcome -> outcome.contains("Frame type(32) length(2105376) exceeds MAX_FRAME_SIZE"));
    }

    @Test
    void withoutAnUpgradeNothingIsLost() throws Exception {
        assertThat(outcomes(HttpClient.newBuilder().version(Version.HTTP_1_1).executor(Runnable::run)))
                .containsOnlyKeys("HTTP_1_1 whole");
    }
}
