// SPDX-License-Identifier: Apache-2.0
package io.rillway.client.testing;

import io.rillway.client.testing.Answer.Framing;
import io.rillway.client.testing.Answer.Then;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;

/** The servers of one conformance case: the one that is asked first, and the target of its redirects. */
public final class CaseServers implements AutoCloseable {

    private final List<Asked> asked = new CopyOnWriteArrayList<>();
    private final ScriptedServer target;
    private final ScriptedServer first;
    private final URI uri;
    private final Optional<FullServer> full;

    public CaseServers(JsonNode script) throws IOException {
        this(script, Optional.empty());
    }

    /** With TLS where a certificate is given. */
    public CaseServers(JsonNode script, Optional<TestCertificate> tls) throws IOException {
        String connect = script.get(0).path("connect").asString("");
        this.target = new ScriptedServer(asked, tls, answers(script, "target", null));
        this.first = new ScriptedServer(asked, tls, answers(script, "", target.uri()));
        if (connect.equals("blackhole-syn")) {
            FullServer server = new FullServer();
            this.full = Optional.of(server);
            this.uri = server.uri();
        } else {
            this.full = Optional.empty();
            this.uri = first.uri();
        }
        if (connect.equals("refuse")) {
            first.close();
        }
    }

    /** Where the first request goes. */
    public URI uri() {
        return uri;
    }

    /** The requests at both, in order. */
    public List<Asked> asked() {
        return List.copyOf(asked);
    }

    /** The heads of the requests. */
    public List<String> requests() {
        return asked.stream().map(Asked::head).toList();
    }

    /** How many requests there were in the second after the first. */
    public long requestsOfASecond() {
        List<Asked> made = asked();
        return made.stream()
                .filter(each -> each.nanos() - made.get(0).nanos() < 1_000_000_000)
                .count();
    }

    /** When the answers were written: those of the first server, in order, then those of the target. */
    public List<Long> ends() {
        List<Long> ends = new ArrayList<>(first.ends());
        ends.addAll(target.ends());
        return ends;
    }

    /** How many connections the clients have not left yet. */
    public int connections() {
        return first.connections() + target.connections();
    }

    private static Answer[] answers(JsonNode script, String server, URI target) {
        List<Answer> answers = new ArrayList<>();
        boolean repeat = false;
        for (JsonNode entry : script) {
            if (entry.path("connect").asString("").equals("accept-then-close")) {
                answers.add(Answer.silence().then(Then.CUT));
                repeat = entry.path("repeat").asBoolean(false);
            } else if (entry.path("server").asString("").equals(server) && entry.has("raw")) {
                answers.add(raw(entry));
                repeat = entry.path("repeat").asBoolean(false);
            } else if (entry.path("server").asString("").equals(server) && entry.has("status")) {
                answers.add(answer(entry, target));
                repeat = entry.path("repeat").asBoolean(false);
            }
        }
        if (!repeat) {
            answers.add(Answer.silence());
        }
        return answers.toArray(new Answer[0]);
    }

    /** The bytes of an answer as they stand there, its head included. */
    private static Answer raw(JsonNode entry) {
        List<String> pieces =
                entry.get("raw").valueStream().map(JsonNode::asString).toList();
        return new Answer(0, List.of(), pieces, Framing.TO_CLOSE, then(entry))
                .pausing(entry.path("pauseMs").asInt(0));
    }

    private static Answer answer(JsonNode entry, URI target) {
        List<String> headers = entry.path("headers").properties().stream()
                .map(header -> header.getKey() + ": "
                        + header.getValue()
                                .asString()
                                .replace("{target}", String.valueOf(target))
                                .replace("{self}", "/events")
                                .replace("{soon}", soon()))
                .toList();
        Framing framing = switch (entry.path("framing").asString("")) {
            case "content-length" -> Framing.CONTENT_LENGTH;
            case "to-close" -> Framing.TO_CLOSE;
            default -> Framing.CHUNKED;
        };
        return new Answer(entry.get("status").asInt(), headers, body(entry), framing, then(entry))
                .pausing(entry.path("pauseMs").asInt(0));
    }

    private static Then then(JsonNode entry) {
        return switch (entry.get("then").asString()) {
            case "close" -> Then.END;
            case "truncate" -> Then.CUT;
            default -> Then.valueOf(entry.get("then").asString().toUpperCase(Locale.ROOT));
        };
    }

    /** A date that is between two and three seconds ahead; a case's script is read when it begins. */
    private static String soon() {
        Instant at = InstantSource.system().instant().plusSeconds(3);
        return DateTimeFormatter.RFC_1123_DATE_TIME.format(at.atOffset(ZoneOffset.UTC));
    }

    private static List<String> body(JsonNode entry) {
        if (entry.has("bodyConcat")) {
            return entry.get("bodyConcat")
                    .valueStream()
                    .map(part -> part.isString()
                            ? part.asString()
                            : part.get("repeat")
                                    .asString()
                                    .repeat(part.get("times").asInt()))
                    .toList();
        }
        if (entry.has("bodyGenerate")) {
            JsonNode generate = entry.get("bodyGenerate");
            int from = generate.get("from").asInt();
            return IntStream.range(from, from + generate.get("count").asInt())
                    .mapToObj(i -> generate.get("template").asString().replace("{i}", String.valueOf(i)))
                    .toList();
        }
        return entry.path("body").valueStream().map(JsonNode::asString).toList();
    }

    @Override
    public void close() {
        first.close();
        target.close();
        full.ifPresent(FullServer::close);
    }
}
