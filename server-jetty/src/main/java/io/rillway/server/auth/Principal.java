// SPDX-License-Identifier: Apache-2.0
package io.rillway.server.auth;

import static java.util.Objects.requireNonNull;

import io.rillway.events.TopicSelector;
import java.util.List;
import java.util.Set;

/**
 * Who is behind a request, and what they may do.
 *
 * @param name what they are known by
 * @param roles what they may do to cascades and to the server
 * @param grants the topics they may see
 * @param publish the topics they may publish to
 */
public record Principal(String name, Set<Role> roles, List<TopicSelector> grants, List<TopicSelector> publish) {

    private static final int MOST_CHARACTERS = 128;

    public Principal {
        requireNonNull(name, "name");
        roles = Set.copyOf(roles);
        grants = List.copyOf(grants);
        publish = List.copyOf(publish);
    }

    /**
     * {@return whether one of the roles includes this one}
     *
     * @param role what is needed
     */
    public boolean may(Role role) {
        return roles.stream().anyMatch(held -> held.includes(role));
    }

    /**
     * {@return whether a text can be the name of a principal}: 1 to 128 characters, none of them a control character
     *
     * @param text any text
     */
    public static boolean isName(String text) {
        return !text.isBlank()
                && text.length() <= MOST_CHARACTERS
                && text.chars().noneMatch(Character::isISOControl);
    }
}
