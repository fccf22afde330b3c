// SPDX-License-Identifier: Apache-2.0
package io.rillway.server.config;

import io.rillway.events.TopicSelector;
import io.rillway.server.auth.Role;
import io.rillway.server.auth.Secrets;
import io.rillway.server.config.ServerConfig.Token;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads the section of the bearer tokens; what it refuses never shows a token. */
final class TokenReader {

    private static final Map<String, Role> ROLES =
            Map.of("viewer", Role.VIEWER, "operator", Role.OPERATOR, "admin", Role.ADMIN);
    private static final int MOST_CHARACTERS = 128;

    /** Where each token stands, by its digest. */
    private final Map<String, String> places = new HashMap<>();

    List<Token> read(Node section) {
        section.notYet("users", "jwt");
        List<Token> tokens =
                section.required("tokens").items().stream().map(this::token).toList();
        section.done();
        return tokens;
    }

    private Token token(Node node) {
        String secret = secret(node.required("token"));
        Set<Role> roles = EnumSet.noneOf(Role.class);
        node.child("roles").ifPresent(list -> list.items().forEach(item -> roles.add(item.oneOf(ROLES))));
        List<TopicSelector> publish = selectors(node.child("publish"));
        Token token = new Token(
                secret,
                principal(node.required("principal")),
                roles,
                selectors(node.child("grants")),
                roles.contains(Role.ADMIN) ? List.of(TopicSelector.ALL) : publish);
        node.done();
        return token;
    }

    /** A token must be one that a header can carry, and belong to one principal. */
    private String secret(Node node) {
        String text = node.text();
        if (text.startsWith(Secrets.DIGEST) && !Secrets.isDigest(text)) {
            throw node.refuse("not a digest (expected: sha256: and 64 hex digits in lower case)", null);
        }
        if (!text.matches("[!-~]{1,1024}")) {
            throw node.refuse("not a token (expected: 1 to 1024 visible ASCII characters)", null);
        }
        String digest = text.startsWith(Secrets.DIGEST) ? text : Secrets.digest(text);
        String other = places.putIfAbsent(digest, node.path());
        if (other != null) {
            throw node.refuse("the same token as " + other + " (expected: another)", null);
        }
        return text;
    }

    private static String principal(Node node) {
        String name = node.text();
        if (name.isBlank() || name.length() > MOST_CHARACTERS || name.chars().anyMatch(Character::isISOControl)) {
            throw node.refuse("1 to " + MOST_CHARACTERS + " characters, none of them a control character");
        }
        return name;
    }

    private static List<TopicSelector> selectors(Optional<Node> list) {
        List<TopicSelector> selectors = new ArrayList<>();
        list.ifPresent(l -> l.items().forEach(item -> selectors.add(item.made(() -> TopicSelector.of(item.text())))));
        return selectors;
    }
}
