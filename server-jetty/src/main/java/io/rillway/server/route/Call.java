// SPDX-License-Identifier: Apache-2.0
package io.rillway.server.route;

import io.rillway.server.auth.Identity;
import io.rillway.server.auth.Principal;
import io.rillway.server.auth.Role;
import io.rillway.server.body.ApiException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A request, who is behind it, and its answer. */
public record Call(HttpServletRequest request, HttpServletResponse response, Identity identity) {

    /** {@return who asks} */
    public Principal principal() {
        return identity.principal();
    }

    /** {@return the method; the answer to a HEAD is that to a GET, of which the container sends no body} */
    public String method() {
        return request.getMethod().equals("HEAD") ? "GET" : request.getMethod();
    }

    /** Containers differ in what they throw at a query that cannot be decoded. */
    public Optional<String> parameter(String name) {
        try {
            return Optional.ofNullable(request.getParameter(name));
        } catch (RuntimeException e) {
            throw ApiException.invalid("query: cannot be decoded (expected: name=value, percent-encoded UTF-8)");
        }
    }

    /** {@return a whole number in the query, if it is there} */
    public Optional<Integer> number(String name, int least, int most) {
        return parameter(name).map(text -> {
            boolean isNumber = text.matches("\\d{1,9}");
            if (!isNumber || Integer.parseInt(text) < least || Integer.parseInt(text) > most) {
                throw ApiException.invalid(
                        name + ": \"" + text + "\" (expected: a whole number from " + least + " to " + most + ")");
            }
            return Integer.parseInt(text);
        });
    }

    /** {@return what makes a repetition of this request find the first}; an empty key would make one of all. */
    public Optional<String> idempotencyKey() {
        Optional<String> key = Optional.ofNullable(request.getHeader("Idempotency-Key"));
        key.filter(text -> !text.matches("[!-~]{1,255}")).ifPresent(text -> {
            throw ApiException.invalid("Idempotency-Key: not a key (expected: 1 to 255 visible ASCII characters)");
        });
        return key;
    }

    /** {@return the segments of the path behind the servlet's mount} */
    public List<String> path() {
        String path = request.getPathInfo();
        return path == null || path.equals("/")
                ? List.of()
                : List.of(path.substring(1).split("/", -1));
    }

    /** {@return a segment of the path, from 0} */
    public String segment(int index) {
        return path().get(index);
    }

    public void require(Role role) {
        if (!principal().may(role)) {
            throw ApiException.forbidden(
                    principal().name() + " has not the role " + role.name().toLowerCase(Locale.ROOT));
        }
    }
}
