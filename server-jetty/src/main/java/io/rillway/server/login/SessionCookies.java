// SPDX-License-Identifier: Apache-2.0
package io.rillway.server.login;

import io.rillway.server.auth.CredentialChain;
import io.rillway.server.auth.CredentialSource;
import io.rillway.server.auth.Identity;
import io.rillway.server.auth.SessionStore;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * The cookies that a session has, one for each name under which an endpoint looks for it. No script reads them, and no page
 * of another site sends them along with what changes something.
 *
 * @param names the names
 */
public record SessionCookies(List<String> names) {

    public SessionCookies {
        names = List.copyOf(names);
    }

    /** {@return the cookies that endpoints look for} */
    public static SessionCookies of(Stream<CredentialSource> sources) {
        return new SessionCookies(sources.filter(CredentialSource.Cookie.class::isInstance)
                .map(source -> ((CredentialSource.Cookie) source).name())
                .distinct()
                .toList());
    }

    void give(HttpServletRequest request, HttpServletResponse response, String session) {
        set(request, response, session, "");
    }

    void take(HttpServletRequest request, HttpServletResponse response) {
        set(request, response, "", "; Max-Age=0");
    }

    private void set(HttpServletRequest request, HttpServletResponse response, String value, String life) {
        String secure = request.isSecure() ? "; Secure" : "";
        for (String name : names) {
            response.addHeader(
                    "Set-Cookie", name + "=" + value + "; Path=/" + life + "; HttpOnly; SameSite=Lax" + secure);
        }
    }

    /** Ends the sessions that a request came with, and tells whose they were. */
    void end(HttpServletRequest request, SessionStore sessions, Consumer<Identity> ended) {
        for (String session : sessions(request)) {
            Optional<Identity> identity = sessions.find(session);
            sessions.end(session);
            identity.ifPresent(ended);
        }
    }

    private List<String> sessions(HttpServletRequest request) {
        return names.stream()
                .flatMap(name -> CredentialChain.cookies(request, name))
                .distinct()
                .toList();
    }
}
