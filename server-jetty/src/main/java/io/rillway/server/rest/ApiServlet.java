// SPDX-License-Identifier: Apache-2.0
package io.rillway.server.rest;

import io.rillway.cascade.CascadeException;
import io.rillway.cascade.model.GraphException;
import io.rillway.server.auth.Authenticator;
import io.rillway.server.auth.Principal;
import io.rillway.server.auth.Role;
import io.rillway.server.body.ApiException;
import io.rillway.server.body.Bodies;
import io.rillway.server.config.ConfigException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A servlet of the API: finds out who asks, and turns every refusal into the error body. */
abstract class ApiServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;
    private static final Logger LOG = LoggerFactory.getLogger(ApiServlet.class);
    private static final List<String> SAFE = List.of("GET", "HEAD", "OPTIONS");

    private final transient Authenticator authenticator;

    ApiServlet(Authenticator authenticator) {
        this.authenticator = authenticator;
    }

    /** Answers a request of somebody who is known. */
    abstract void answer(Call call) throws IOException, InterruptedException;

    /** A request, who is behind it, and its answer. */
    record Call(HttpServletRequest request, HttpServletResponse response, Principal principal) {

        /** {@return the method; the answer to a HEAD is that to a GET, of which the container sends no body} */
        String method() {
            return request.getMethod().equals("HEAD") ? "GET" : request.getMethod();
        }

        /** Containers differ in what they throw at a query that cannot be decoded. */
        Optional<String> parameter(String name) {
            try {
                return Optional.ofNullable(request.getParameter(name));
            } catch (RuntimeException e) {
                throw ApiException.invalid("query: cannot be decoded (expected: name=value, percent-encoded UTF-8)");
            }
        }

        /** {@return the segments of the path behind the servlet's mount} */
        List<String> path() {
            String path = request.getPathInfo();
            return path == null || path.equals("/")
                    ? List.of()
                    : List.of(path.substring(1).split("/", -1));
        }

        void require(Role role) {
            if (!principal.may(role)) {
                throw ApiException.forbidden(
                        principal.name() + " has not the role " + role.name().toLowerCase(Locale.ROOT));
            }
        }

        ApiException noSuchRoute() {
            return ApiException.notFound("no such route: " + method() + " " + request.getRequestURI());
        }
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        try {
            Principal principal = authenticator.authenticate(request).orElseThrow(ApiException::unauthorized);
            requireSameOrigin(request);
            answer(new Call(request, response, principal));
        } catch (ApiException e) {
            Bodies.error(response, e);
        } catch (GraphException e) {
            Bodies.error(response, refusal(e));
        } catch (CascadeException e) {
            Bodies.error(response, refusal(e));
        } catch (ConfigException e) {
            Bodies.error(
                    response,
                    new ApiException(
                            400, "VALIDATION_ERROR", String.valueOf(e.getMessage()), Map.of("field", e.key())));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            Bodies.error(response, new ApiException(503, "STOPPING", "the server is stopping"));
        } catch (RuntimeException e) {
            LOG.error("{} {} failed", request.getMethod(), request.getRequestURI(), e);
            Bodies.error(response, new ApiException(500, "UNKNOWN_ERROR", "the server failed; its log says more"));
        }
    }

    /** A browser says where a request comes from; what changes something must not come from elsewhere. */
    private static void requireSameOrigin(HttpServletRequest request) {
        String site = request.getHeader("Sec-Fetch-Site");
        String origin = request.getHeader("Origin");
        boolean foreign = site != null
                ? !site.equals("same-origin") && !site.equals("none")
                : origin != null && !isOwn(origin, request);
        if (foreign && !SAFE.contains(request.getMethod())) {
            throw ApiException.forbidden("a page of another site cannot do this");
        }
    }

    private static boolean isOwn(String origin, HttpServletRequest request) {
        String host = request.getHeader("Host");
        return origin.equalsIgnoreCase("http://" + host) || origin.equalsIgnoreCase("https://" + host);
    }

    private static ApiException refusal(GraphException e) {
        boolean missing = e.code() == GraphException.Code.NOT_FOUND;
        return new ApiException(
                missing ? 404 : 409,
                e.code().name(),
                String.valueOf(e.getMessage()),
                Map.of("resources", e.resources()));
    }

    private static ApiException refusal(CascadeException e) {
        int status = switch (e.code()) {
            case NOT_FOUND -> 404;
            case CLOSED -> 503;
            default -> 409;
        };
        return new ApiException(status, e.code().name(), String.valueOf(e.getMessage()), new HashMap<>(e.details()));
    }
}
