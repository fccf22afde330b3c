// SPDX-License-Identifier: Apache-2.0
package io.rillway.server.route;

import io.rillway.server.auth.Principal;
import io.rillway.server.auth.Role;
import io.rillway.server.body.ApiException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A request, who is behind it, and its answer. */
public record Call(HttpServletRequest request, HttpServletResponse response, Principal principal) {

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
        if (!principal.may(role)) {
            throw ApiException.forbidden(
                    principal.name() + " has not the role " + role.name().toLowerCase(Locale.ROOT));
        }
    }
}
