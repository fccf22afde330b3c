// SPDX-License-Identifier: Apache-2.0
package io.rillway.server.config;

import static java.util.function.Function.identity;

import io.rillway.server.auth.CredentialSource;
import io.rillway.server.endpoint.Answers;
import io.rillway.server.endpoint.Endpoint;
import io.rillway.server.endpoint.ErrorBody;
import io.rillway.server.endpoint.Offer;
import io.rillway.server.endpoint.Replay;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Reads an endpoint: the name of a preset, or a map that says what is different from it. */
final class EndpointReader {

    private static final Map<String, Endpoint> PRESETS =
            Endpoint.presets().stream().collect(Collectors.toUnmodifiableMap(Endpoint::name, identity()));
    private static final Map<String, ErrorBody> ERRORS =
            Map.of("canonical", ErrorBody.CANONICAL, "detail", ErrorBody.DETAIL, "code", ErrorBody.CODE);
    private static final Map<String, CredentialSource> CREDENTIALS = Map.of(
            "bearer", new CredentialSource.Bearer(),
            "session_id", new CredentialSource.SessionTicket("session_id", ""),
            "sse_token", new CredentialSource.StreamToken("sse_token", ""));
    private static final Map<String, Boolean> REPLAYS = Map.of("since-id", true, "none", false);

    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");
    private static final Pattern WORD = Pattern.compile("[A-Za-z0-9_.-]{1,64}");
    private static final Pattern PARAMETER = Pattern.compile("\\*|meta_\\*|" + WORD);
    private static final Pattern PATH = Pattern.compile("(/[A-Za-z0-9_~-][A-Za-z0-9_.~-]*)+");

    /** Where the server answers otherwise, but for the streams of presets. */
    private static final Pattern TAKEN = Pattern.compile("/(healthz|readyz|metrics|signin|monitor(/logs|/health)?"
            + "|admin/.*|api/cascades(/.*)?|api/v1/(?!events/stream$).*)");

    private final Node map;
    private final Endpoint preset;

    private EndpointReader(Node map) {
        this.map = map;
        this.preset = map.required("preset").oneOf(PRESETS);
    }

    static Endpoint read(Node node) {
        return node.isMap() ? new EndpointReader(node).read() : node.oneOf(PRESETS);
    }

    private Endpoint read() {
        String name = map.child("name")
                .map(n -> matching(n, NAME, "small letters, digits and -"))
                .orElse(preset.name());
        Optional<List<String>> paths = map.child("path").map(EndpointReader::paths);
        Optional<List<CredentialSource>> credentials = map.child("credentials").map(EndpointReader::credentials);
        Endpoint endpoint = new Endpoint(
                        name,
                        paths.orElse(preset.paths()),
                        List.of(),
                        offer(),
                        answers(),
                        new StreamReader(map).over(preset.options()))
                .withCredentials(credentials.orElse(preset.credentials()));
        map.done();
        return endpoint;
    }

    /** One path, or a list of them. */
    private static List<String> paths(Node node) {
        List<Node> nodes = node.isList() ? node.items() : List.of(node);
        if (nodes.isEmpty()) {
            throw node.refuse("a path, or several");
        }
        return nodes.stream().map(EndpointReader::path).distinct().toList();
    }

    private static String path(Node node) {
        String path = matching(node, PATH, "a path such as /events, without wildcards");
        if (TAKEN.matcher(path).matches()) {
            throw node.refuse("a path at which the server does not answer otherwise");
        }
        return path;
    }

    private static List<CredentialSource> credentials(Node list) {
        List<CredentialSource> sources =
                list.items().stream().map(EndpointReader::credential).distinct().toList();
        if (sources.isEmpty()) {
            throw list.refuse("one or more");
        }
        return sources;
    }

    private static CredentialSource credential(Node node) {
        if (!node.isMap()) {
            return node.oneOf(CREDENTIALS);
        }
        Optional<Node> cookie = node.child("cookie");
        Optional<Node> query = node.child("query");
        node.done();
        if (cookie.isPresent() == query.isPresent()) {
            throw node.refuse("a map with cookie, or one with query");
        }
        return cookie.<CredentialSource>map(n -> new CredentialSource.Cookie(matching(n, WORD, "the name of a cookie")))
                .or(() -> query.map(n -> new CredentialSource.Query(matching(n, WORD, "the name of a parameter"))))
                .orElseThrow();
    }

    private Offer offer() {
        Offer usual = preset.offer();
        Replay replay = new Replay(
                map.child("replay")
                        .map(n -> n.oneOf(REPLAYS))
                        .orElse(usual.replay().resumes()),
                map.child("backlog")
                        .map(n -> n.integer(0, Replay.MOST))
                        .orElse(usual.replay().backlog()));
        Set<String> parameters =
                map.child("parameters").map(EndpointReader::parameters).orElse(usual.parameters());
        Offer offer = new Offer(usual.topics(), parameters, replay);
        return map.child("topics")
                .map(list -> list.made(() -> offer.withTopics(list.texts().toArray(String[]::new))))
                .orElse(offer);
    }

    private static Set<String> parameters(Node list) {
        return list.items().stream()
                .map(n -> matching(n, PARAMETER, "the name of a parameter, meta_* or *"))
                .collect(Collectors.toSet());
    }

    private Answers answers() {
        Answers usual = preset.answers();
        boolean keepAlive = map.child("keepAliveHeader").map(Node::flag).orElse(usual.keepAliveHeader());
        ErrorBody errors = map.child("errors").map(n -> n.oneOf(ERRORS)).orElse(usual.errors());
        return map.child("cacheControl")
                .map(n -> n.made(() -> new Answers(n.text(), keepAlive, errors)))
                .orElse(new Answers(usual.cacheControl(), keepAlive, errors));
    }

    private static String matching(Node node, Pattern pattern, String expected) {
        if (!pattern.matcher(node.text()).matches()) {
            throw node.refuse(expected);
        }
        return node.text();
    }
}
