// SPDX-License-Identifier: Apache-2.0
package io.rillway.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.rillway.server.testing.Dialogue;
import io.rillway.server.testing.RawClient;
import io.rillway.server.testing.TestServer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What each preset says, byte for byte. The files below {@code golden} show lines: they end with CR LF in a head, and with LF
 * in a stream. What is new at every start stands there in angle brackets. What is said is written below
 * {@code target/golden}, to be looked at beside them.
 */
class GoldenFramesIT {

    private static final String BEARER = "Authorization: Bearer admin-token\r\n";

    /**
     * What the client of a preset does.
     *
     * @param preset the preset
     * @param stream its path and query, in which {@code <ticket>} is a new session id
     * @param header its credential in the headers, in which {@code <session>} is a session
     * @param denied path and query of a request that is refused
     * @param greeting the frames that the stream opens with
     * @param event what is published then
     */
    private record Script(String preset, String stream, String header, String denied, int greeting, String event) {

        @Override
        public String toString() {
            return preset;
        }
    }

    static Stream<Script> scripts() {
        String shared = "/api/v1/events/stream";
        return Stream.of(
                new Script("canonical", shared + "?topic=project/p1", BEARER, shared, 2, """
                        {"topic":"project/p1","type":"build_complete","data":{"build_id":"b7"}}"""),
                new Script("homelab", "/api/events", BEARER, "/api/events?token=no", 3, """
                        {"topic":"resource/nas","type":"status-change","data":{"resourceId":"nas",\
                        "resourceType":"machine","status":"online","timestamp":"2026-11-21T12:00:00Z"}}"""),
                new Script("monitor", "/monitor/stream", BEARER, "/monitor/stream", 2, """
                        {"topic":"logs","type":"log","attributes":{"level":"warn"},"data":{\
                        "ts":"2026-11-21T12:00:00Z","level":"warn","message":"disk nearly full","context":null}}"""),
                new Script("platform", shared + "?token=admin-token", "", shared + "?token=no", 2, """
                        {"topic":"workload/wl-123","type":"workload_status_update","data":{\
                        "resource_type":"workload","workload_id":"wl-123","project_id":"p1","status":"Running",\
                        "message":"it runs"}}"""),
                new Script("studio", shared + "?session_id=<ticket>", "", shared + "?session_id=no", 2, """
                        {"topic":"novel/n1","type":"chapter.updated","data":{"chapter_id":"c1","novel_id":"n1",\
                        "chapter_number":3,"status":"draft"}}"""),
                new Script("coaching", "/api/sse", "Cookie: id=<session>\r\n", "/sse", 2, """
                        {"topic":"user/admin","type":"action_created","data":{"coaching_session_id":"s1",\
                        "action":{"id":"a1","body":"write to Ada"}}}"""));
    }

    @TempDir
    private Path folder;

    @ParameterizedTest(
            name = "G10 the frames of {0}, byte for byte: head, greeting, event, heartbeat, gap, log-out, errors")
    @MethodSource("scripts")
    void speaksAsItsClientsExpect(Script script) throws Exception {
        String said = normal(transcript(script));

        Path written = Path.of("target", "golden", script.preset() + ".txt");
        Files.createDirectories(written.getParent());
        Files.writeString(written, said);
        assertThat(said).isEqualTo(golden(script.preset()));
    }

    private static String golden(String preset) throws IOException {
        try (InputStream in = GoldenFramesIT.class.getResourceAsStream("/golden/" + preset + ".txt")) {
            return in == null ? "" : new String(in.readAllBytes(), UTF_8);
        }
    }

    private String transcript(Script script) throws Exception {
        String yaml = """
                server: {port: 0}
                data: memory
                auth: {tokens: [{token: admin-token, principal: admin, roles: [admin], grants: ["**"]}]}
                endpoints: [canonical, homelab, monitor, platform, studio, coaching,
                  {preset: PRESET, name: often, path: /often, heartbeat: 1s}]
                """.replace("PRESET", script.preset());
        try (TestServer server = new TestServer(folder, yaml)) {
            return new Conversation(server, script).text();
        }
    }

    /** Of what is new at every start only that it is the same, or is not, can be expected. */
    private static String normal(String text) {
        return text.replace("0123456789abcdef-7", "<another log>-7")
                .replaceAll("[0-9a-f]{16}-(\\d+)", "<log>-$1")
                .replaceAll("(\"connection_id\":)\"[^\"]+\"", "$1\"<connection>\"")
                .replaceAll("(\"timestamp\":)\\d{10}\\b", "$1<seconds>")
                .replaceAll("(\"timestamp\":)\"2(?!026-11-21T12:00:00Z)[^\"]+Z\"", "$1\"<time>\"")
                .replaceAll("Date: [^\n]+", "Date: <date>");
    }

    /** The server and the clients of one preset, step by step. */
    private static final class Conversation {

        private static final String FOREIGN = "Last-Event-ID: 0123456789abcdef-7\r\n";

        private final TestServer server;
        private final Script script;
        private final String session;
        private final StringBuilder text = new StringBuilder();

        Conversation(TestServer server, Script script) throws Exception {
            this.server = server;
            this.script = script;
            this.session = session();
        }

        String text() throws Exception {
            heading("without a credential");
            say(open(script.denied(), ""));
            heading("a heartbeat");
            try (Dialogue often = open(at("/often", "often"), script.header())) {
                often.frames(script.greeting());
                text.append(often.frames(1));
            }
            heading("a stream, and an event on it");
            try (Dialogue stream = stream("")) {
                head(stream);
                text.append(stream.frames(script.greeting()));
                server.send("admin-token", "POST", "/api/v1/events", script.event());
                text.append(stream.frames(1));
                heading("after an id that is not known");
                later();
                heading("the first stream again, logged out");
                server.send("admin-token", "POST", "/admin/force_logout/admin", "{\"reason\":\"password changed\"}");
                text.append(stream.rest());
            }
            return text.toString();
        }

        private void later() throws Exception {
            boolean opensWithId = !script.preset().matches("canonical|platform|studio");
            try (Dialogue stream = stream(FOREIGN)) {
                text.append(stream.frames(script.greeting() + (opensWithId ? 1 : 2)));
                if (script.preset().equals("studio")) {
                    heading("one more than a user may have");
                    say(stream(""));
                }
            }
        }

        private Dialogue stream(String headers) throws Exception {
            return open(at(script.stream(), script.preset()), script.header() + headers);
        }

        /** {@return an address with a ticket in it, if it has to have one} */
        private String at(String stream, String endpoint) throws Exception {
            String query = script.stream().contains("?")
                    ? script.stream().substring(script.stream().indexOf('?'))
                    : "";
            String address = stream.contains("?") ? stream : stream + query;
            return address.contains("<ticket>") ? address.replace("<ticket>", ticket(endpoint)) : address;
        }

        private String ticket(String endpoint) throws Exception {
            String body = server.send(
                            "admin-token", "POST", "/api/v1/events/session", "{\"endpoint\":\"" + endpoint + "\"}")
                    .body();
            return body.replaceAll(".*\"session_id\":\"([^\"]+)\".*", "$1");
        }

        private String session() throws Exception {
            String link = server.server().signInLink().toString().replaceFirst("http://[^/]+", "");
            List<String> cookies = server.send("", "GET", link, "").headers().allValues("set-cookie");
            Matcher cookie = Pattern.compile("rillway_session=([^;]+)").matcher(String.join("\n", cookies));
            assertThat(cookie.find()).isTrue();
            return cookie.group(1);
        }

        private Dialogue open(String address, String headers) throws IOException {
            return new Dialogue(server.uri(), RawClient.get(address, headers.replace("<session>", session)));
        }

        private void heading(String title) {
            text.append(text.isEmpty() ? "" : "\n").append("### ").append(title).append("\n\n");
        }

        private void say(Dialogue dialogue) throws IOException {
            try (dialogue) {
                head(dialogue);
                text.append(dialogue.rest()).append('\n');
            }
        }

        /** Every line of a head ends with CR LF, and has neither anywhere else. */
        private void head(Dialogue dialogue) {
            List<String> lines = new ArrayList<>(List.of(dialogue.head().split("\r\n", -1)));
            assertThat(lines).noneMatch(line -> line.contains("\r") || line.contains("\n"));
            text.append(String.join("\n", lines.subList(0, lines.size() - 1))).append('\n');
        }
    }
}
