// SPDX-License-Identifier: Apache-2.0
package io.rillway.server.config;

import io.rillway.events.TopicSelector;
import io.rillway.hub.port.Validity;
import io.rillway.server.auth.Passwords;
import io.rillway.server.auth.Principal;
import io.rillway.server.auth.Role;
import io.rillway.server.auth.Secrets;
import io.rillway.server.auth.SessionStore.Lives;
import io.rillway.server.config.ServerConfig.Auth;
import io.rillway.server.config.ServerConfig.Jwt;
import io.rillway.server.config.ServerConfig.Token;
import io.rillway.server.config.ServerConfig.User;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads who is known by which credential; what it refuses never shows a token or a password. */
final class AuthReader {

    private static final Map<String, Role> ROLES =
            Map.of("viewer", Role.VIEWER, "operator", Role.OPERATOR, "admin", Role.ADMIN);
    private static final int MOST_CHARACTERS = 128;

    /** Where each token stands, by its digest. */
    private final Map<String, String> places = new HashMap<>();

    /** Where each username stands. */
    private final Map<String, String> names = new HashMap<>();

    Auth read(Node section) {
        List<Token> tokens = items(section, "tokens").stream().map(this::token).toList();
        List<User> users = items(section, "users").stream().map(this::user).toList();
        Optional<Jwt> jwt = section.child("jwt").map(JwtReader::read);
        Lives sessions = section.child("sessions").map(AuthReader::lives).orElse(Lives.defaults());
        Duration notice =
                section.child("expiryNotice").map(Node::durationOrZero).orElse(Validity.USUAL_NOTICE);
        section.done();
        boolean isEmpty =
                section.child("tokens").isEmpty() && section.child("users").isEmpty() && jwt.isEmpty();
        if (isEmpty) {
            section.required("tokens");
        }
        return new Auth(tokens, users, jwt, sessions, notice);
    }

    private static List<Node> items(Node section, String key) {
        return section.child(key).map(Node::items).orElse(List.of());
    }

    private Token token(Node node) {
        Token token = new Token(secret(node.required("token")), principal(node, "principal"));
        node.done();
        return token;
    }

    private User user(Node node) {
        User user = new User(hash(node.required("password")), principal(node, "username"));
        node.done();
        String other = names.putIfAbsent(user.principal().name(), node.path());
        if (other != null) {
            throw node.required("username").refuse("another name than " + other);
        }
        return user;
    }

    private static String hash(Node node) {
        String text = node.text();
        if (!Passwords.isHash(text)) {
            throw node.refuse("not a hash of a password (expected: pbkdf2:sha256:<iterations>:<salt>:<hash>)", null);
        }
        return text;
    }

    private static Principal principal(Node node, String key) {
        Set<Role> roles = EnumSet.noneOf(Role.class);
        node.child("roles").ifPresent(list -> list.items().forEach(item -> roles.add(item.oneOf(ROLES))));
        List<TopicSelector> publish = selectors(node.child("publish"));
        return new Principal(
                name(node.required(key)),
                roles,
                selectors(node.child("grants")),
                roles.contains(Role.ADMIN) ? List.of(TopicSelector.ALL) : publish);
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

    private static String name(Node node) {
        String name = node.text();
        if (!Principal.isName(name)) {
            throw node.refuse("1 to " + MOST_CHARACTERS + " characters, none of them a control character");
        }
        return name;
    }

    private static List<TopicSelector> selectors(Optional<Node> list) {
        List<TopicSelector> selectors = new ArrayList<>();
        list.ifPresent(l -> l.items().forEach(item -> selectors.add(item.made(() -> TopicSelector.of(item.text())))));
        return selectors;
    }

    private static Lives lives(Node node) {
        Lives usual = Lives.defaults();
        Duration idle = node.child("idle").map(Node::duration).orElse(usual.idle());
        Duration absolute = node.child("absolute").map(Node::duration).orElse(usual.absolute());
        node.done();
        return new Lives(idle, absolute);
    }
}
