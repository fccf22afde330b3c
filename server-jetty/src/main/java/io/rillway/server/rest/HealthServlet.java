// SPDX-License-Identifier: Apache-2.0
package io.rillway.server.rest;

import io.rillway.server.body.Bodies;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;

/** Says that the server lives; nobody needs a credential for that. */
public final class HealthServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;

    /** A servlet. */
    public HealthServlet() {}

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Bodies.plain(response, 200, Map.of("status", "ok"));
    }
}
