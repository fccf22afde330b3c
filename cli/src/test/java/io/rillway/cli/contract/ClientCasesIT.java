// SPDX-License-Identifier: Apache-2.0
package io.rillway.cli.contract;

import static org.awaitility.Awaitility.await;

import io.rillway.cli.contract.Harness.Driven;
import io.rillway.client.testing.CaseServers;
import io.rillway.client.testing.H2Server;
import io.rillway.client.testing.TestCertificate;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Every case of a client, through the service and real connections, in real time; many at once, since most of it is waiting. */
class ClientCasesIT {

    @TempDir
    private static Path folder;

    private static Harness harness;
    private static TestCertificate certificate;
    private static Crowd crowd;

    @BeforeAll
    static void open() throws Exception {
        harness = new Harness();
        certificate = new TestCertificate(folder);
        crowd = new Crowd();
    }

    @AfterAll
    static void close() {
        crowd.close();
        harness.close();
    }

    /** What counts the threads of this process, or measures several waits in a row, has the machine for itself. */
    @TestFactory
    Stream<DynamicTest> behavesAloneAsTheCasesHaveIt() {
        return cases().filter(ClientCasesIT::isAlone)
                .map(each -> DynamicTest.dynamicTest(each.get("name").asString(), () -> run(each)));
    }

    @TestFactory
    Stream<DynamicTest> behavesAsTheCasesHaveIt() {
        return crowd.tests(cases().filter(each -> !isAlone(each)), ClientCasesIT::run);
    }

    private static boolean isAlone(JsonNode each) {
        return each.get("expect").has("httpClientThreadsMax")
                || each.get("expect").has("delaySequenceMs")
                || each.get("expect").has("delayRangesMs");
    }

    private static Stream<JsonNode> cases() {
        return Stream.of("sse-client-cases", "more-client-cases", "rules-client-cases")
                .flatMap(name -> Crowd.cases("/conformance/" + name + ".json"));
    }

    private static void run(JsonNode each) throws Exception {
        if (each.at("/server/0/protocol").asString("").equals("h2")) {
            runOverH2(each);
            return;
        }
        Set<Thread> earlier = ClientOutcome.selectors();
        boolean tls = each.at("/client/tls").asBoolean(false)
                || each.at("/server/0/connect").asString("").equals("tls-untrusted");
        try (CaseServers servers =
                        new CaseServers(each.get("server"), tls ? Optional.of(certificate) : Optional.empty());
                Driven stream = harness.create(order(each, servers.uri().toString()))) {
            check(each, new ClientOutcome(each.get("expect"), stream, Optional.of(servers), earlier));
        }
    }

    private static void runOverH2(JsonNode each) throws Exception {
        Set<Thread> earlier = ClientOutcome.selectors();
        JsonNode script = each.at("/server/0");
        try (H2Server server = new H2Server(
                        certificate,
                        script.get("body").valueStream().map(JsonNode::asString).toList(),
                        script.path("goawayAfter").asInt(0),
                        script.path("pauseMs").asInt(1));
                Driven stream = harness.create(order(each, server.uri().toString()))) {
            check(each, new ClientOutcome(each.get("expect"), stream, Optional.empty(), earlier));
        }
    }

    private static void check(JsonNode each, ClientOutcome outcome) {
        Duration watched = Duration.ofMillis(each.at("/expect/observeMs").asLong(50));
        await().pollInterval(Duration.ofMillis(20))
                .during(watched)
                .atMost(watched.plusSeconds(45))
                .untilAsserted(outcome::check);
    }

    private static ObjectNode order(JsonNode each, String uri) throws Exception {
        ObjectNode order = Harness.MAPPER.createObjectNode().put("streamUrl", uri);
        order.put("tag", each.get("name").asString());
        ObjectNode ours = order.putObject("rillway");
        each.get("client").properties().forEach(option -> ours.set(option.getKey(), option.getValue()));
        if (each.at("/client/tls").asBoolean(false)) {
            ours.put("caPem", certificate.pem());
        }
        JsonNode demand = each.at("/expect/deliveredWithRequest/request");
        if (demand.isNumber()) {
            ours.set("request", demand);
        }
        if (each.has("actions")) {
            order.set("actions", each.get("actions"));
        }
        return order;
    }
}
