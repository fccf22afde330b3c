// SPDX-License-Identifier: Apache-2.0
package io.rillway.server.login;

import io.rillway.server.auth.Passwords;
import io.rillway.server.config.ServerConfig.User;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Those who have a password, who may be replaced by others. Whoever is not known costs as much work as who is.
 *
 * <p><b>Threads:</b> any; the users are replaced all at once.
 */
public final class UserStore {

    private final String nobodys = Passwords.ofNobody();
    private volatile Map<String, User> users;

    /** A store. */
    public UserStore(List<User> users) {
        this.users = byName(users);
    }

    private static Map<String, User> byName(List<User> users) {
        return users.stream()
                .collect(Collectors.toUnmodifiableMap(user -> user.principal().name(), Function.identity()));
    }

    /** Knows other users from now on; {@return the names of those who are gone, or have changed} */
    public Set<String> replace(List<User> others) {
        Map<String, User> before = users;
        Map<String, User> now = byName(others);
        users = now;
        return before.values().stream()
                .filter(user -> !now.containsValue(user))
                .map(user -> user.principal().name())
                .collect(Collectors.toUnmodifiableSet());
    }

    /** {@return who has this name and this password}; it takes a good part of a second. */
    Optional<User> find(String username, String password) {
        Optional<User> user = Optional.ofNullable(users.get(username));
        boolean matches = Passwords.matches(password, user.map(User::password).orElse(nobodys));
        return matches ? user : Optional.empty();
    }

    /** {@return whether somebody is known as they were when they were found} */
    boolean isCurrent(User user) {
        return user.equals(users.get(user.principal().name()));
    }
}
