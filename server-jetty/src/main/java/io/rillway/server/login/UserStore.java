// SPDX-License-Identifier: Apache-2.0
package io.rillway.server.login;

import io.rillway.server.auth.Passwords;
import io.rillway.server.auth.Principal;
import io.rillway.server.auth.Secrets;
import io.rillway.server.config.ServerConfig.User;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Those who have a password. Whoever is not known costs as much work as who is. */
public final class UserStore {

    private final Map<String, User> users;
    private final String nobodys = Passwords.hash(Secrets.random());

    /** A store. */
    public UserStore(List<User> users) {
        this.users = users.stream()
                .collect(Collectors.toUnmodifiableMap(user -> user.principal().name(), Function.identity()));
    }

    /** {@return who has this name and this password}; it takes a good part of a second. */
    Optional<Principal> find(String username, String password) {
        Optional<User> user = Optional.ofNullable(users.get(username));
        boolean matches = Passwords.matches(password, user.map(User::password).orElse(nobodys));
        return matches ? user.map(User::principal) : Optional.empty();
    }
}
