// SPDX-License-Identifier: Apache-2.0
package io.rillway.server.route;

import static java.util.stream.Collectors.joining;

import io.rillway.server.body.ApiException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What a servlet answers, by method and path behind its mount; {@code *} stands for any one segment. */
public final class Routes {

    /** Answers a request that its route has found. */
    @FunctionalInterface
    public interface Answer {

        void to(Call call) throws IOException, InterruptedException;
    }

    private record Route(String method, List<String> pattern, Answer answer) {

        boolean matches(List<String> path) {
            boolean fits = path.size() == pattern.size();
            for (int i = 0; fits && i < path.size(); i++) {
                fits = pattern.get(i).equals("*") || pattern.get(i).equals(path.get(i));
            }
            return fits;
        }
    }

    private final List<Route> routes;

    private Routes(List<Route> routes) {
        this.routes = List.copyOf(routes);
    }

    /** {@return no routes yet} */
    public static Routes none() {
        return new Routes(List.of());
    }

    /** {@return these routes and one more; of several that fit the one that was named first counts} */
    public Routes with(String method, String pattern, Answer answer) {
        List<String> segments = pattern.isEmpty() ? List.of() : List.of(pattern.split("/"));
        List<Route> more = new ArrayList<>(routes);
        more.add(new Route(method, segments, answer));
        return new Routes(more);
    }

    /** {@return what answers a request}; an unknown path is 404, a method that a known path has not is 405. */
    Answer find(Call call) {
        List<Route> here =
                routes.stream().filter(route -> route.matches(call.path())).toList();
        return here.stream()
                .filter(route -> route.method().equals(call.method()))
                .findFirst()
                .orElseThrow(() -> refusal(call, here))
                .answer();
    }

    /** {@return each as its method and its path} */
    @Override
    public String toString() {
        return routes.stream()
                .map(route -> route.method() + " /" + String.join("/", route.pattern()))
                .collect(joining(", "));
    }

    private static ApiException refusal(Call call, List<Route> here) {
        String method = call.request().getMethod();
        if (here.isEmpty()) {
            return ApiException.notFound(
                    "no such route: " + method + " " + call.request().getRequestURI());
        }
        Set<String> methods = new LinkedHashSet<>();
        for (Route route : here) {
            methods.add(route.method());
            if (route.method().equals("GET")) {
                methods.add("HEAD");
            }
        }
        String allowed = String.join(", ", methods);
        call.response().setHeader("Allow", allowed);
        return new ApiException(405, "METHOD_NOT_ALLOWED", method + " (expected: " + allowed + ")");
    }
}
