// SPDX-License-Identifier: Apache-2.0
package io.rillway.server.route;

import io.rillway.cascade.CascadeException;
import io.rillway.cascade.model.GraphException;
import io.rillway.server.auth.Authenticator;
import io.rillway.server.auth.Identity;
import io.rillway.server.body.ApiException;
import io.rillway.server.body.JsonAnswer;
import io.rillway.server.config.ConfigException;
import io.rillway.server.edge.CrossOrigin;
import io.rillway.server.edge.Unread;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A servlet of the API: finds out who asks, which route it is, and turns every refusal into the error body. */
public abstract class ApiServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;
    private static final Logger LOG = LoggerFactory.getLogger(ApiServlet.class);
    private static final List<String> SAFE = List.of("GET", "HEAD", "OPTIONS");

    private final transient Authenticator authenticator;

    /**
     * A servlet.
     *
     * @param authenticator who asks
     */
    protected ApiServlet(Authenticator authenticator) {
        this.authenticator = authenticator;
    }

    /** {@return what is answered where} */
    protected abstract Routes routes();

    /** {@return its routes} */
    @Override
    public String toString() {
        return routes().toString();
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        try {
            Identity identity = authenticator.identify(request).orElseThrow(ApiException::unauthorized);
            requireSameOrigin(request);
            Call call = new Call(request, response, identity);
            routes().find(call).to(call);
        } catch (ApiException e) {
            refuse(request, response, e);
        } catch (GraphException e) {
            refuse(request, response, refusal(e));
        } catch (CascadeException e) {
            refuse(request, response, refusal(e));
        } catch (ConfigException e) {
            Map<String, Object> details = Map.of("field", e.key());
            refuse(
                    request,
                    response,
                    new ApiException(400, "VALIDATION_ERROR", String.valueOf(e.getMessage()), details));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            refuse(request, response, new ApiException(503, "STOPPING", "the server is stopping"));
        } catch (RuntimeException e) {
            LOG.error("{} {} failed", request.getMethod(), request.getRequestURI(), e);
            refuse(request, response, new ApiException(500, "UNKNOWN_ERROR", "the server failed; its log says more"));
        }
    }

    private static void refuse(HttpServletRequest request, HttpServletResponse response, ApiException e)
            throws IOException {
        if (!response.isCommitted()) {
            Unread.settle(request, response);
        }
        JsonAnswer.error(response, e);
    }

    /** A browser says where a request comes from; what changes something must not come from elsewhere. */
    private static void requireSameOrigin(HttpServletRequest request) {
        String site = request.getHeader("Sec-Fetch-Site");
        String origin = request.getHeader("Origin");
        boolean foreign = site != null
                ? !site.equals("same-origin") && !site.equals("none")
                : origin != null && !isOwn(origin, request);
        if (foreign && !SAFE.contains(request.getMethod()) && !CrossOrigin.isWelcome(request)) {
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
            case CLOSED, JOURNAL_UNAVAILABLE -> 503;
            default -> 409;
        };
        return new ApiException(status, e.code().name(), String.valueOf(e.getMessage()), new HashMap<>(e.details()));
    }
}
