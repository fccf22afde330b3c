// SPDX-License-Identifier: Apache-2.0
package io.rillway.server.http;

import io.rillway.server.auth.StreamTickets;
import io.rillway.server.endpoint.Endpoint;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * Several endpoints at one path. The credential that a request shows picks the one that judges it: a ticket the endpoint it
 * was minted for, another parameter the endpoint that looks for it there, and neither of them the endpoint that looks into
 * the headers (requirements C10).
 *
 * <p><b>Threads:</b> the container's. <b>Errors:</b> those of the endpoint that is picked.
 */
public final class SharedMount extends HttpServlet {

    private static final long serialVersionUID = 1L;

    /**
     * An endpoint at the path.
     *
     * @param endpoint the endpoint
     * @param servlet serves it
     */
    public record Door(Endpoint endpoint, HttpServlet servlet) {}

    private final transient List<Door> doors;
    private final transient StreamTickets tickets;

    /**
     * A servlet.
     *
     * @param doors the endpoints, at least one
     * @param tickets tell what they were minted for
     */
    public SharedMount(List<Door> doors, StreamTickets tickets) {
        this.doors = List.copyOf(doors);
        this.tickets = tickets;
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        Door door = byTicket(request)
                .or(() -> byToken(request))
                .or(() ->
                        doors.stream().filter(d -> d.endpoint().takesHeaders()).findFirst())
                .orElseGet(() -> doors.get(0));
        door.servlet().service((ServletRequest) request, response);
    }

    /** A ticket that nobody knows is refused by the endpoint that takes nothing but tickets, where there is one. */
    private Optional<Door> byTicket(HttpServletRequest request) {
        List<Door> looking = doors.stream()
                .filter(door -> shown(door, request, true).isPresent())
                .toList();
        return looking.stream()
                .filter(door -> isFor(door, request))
                .findFirst()
                .or(() -> looking.stream()
                        .filter(door -> !door.endpoint().takesHeaders())
                        .findFirst())
                .or(() -> looking.stream().findFirst());
    }

    private boolean isFor(Door door, HttpServletRequest request) {
        return shown(door, request, true)
                .flatMap(tickets::endpoint)
                .filter(name -> name.equals(door.endpoint().name()))
                .isPresent();
    }

    private Optional<Door> byToken(HttpServletRequest request) {
        return doors.stream()
                .filter(door -> shown(door, request, false).isPresent())
                .findFirst();
    }

    /** {@return what a request shows in its query to an endpoint} */
    private static Optional<String> shown(Door door, HttpServletRequest request, boolean isTicket) {
        return door.endpoint().credentials().stream()
                .filter(source -> source.isTicket() == isTicket)
                .flatMap(source -> source.inQuery().stream())
                .flatMap(parameter -> Optional.ofNullable(request.getParameter(parameter)).stream())
                .findFirst();
    }
}
