// SPDX-License-Identifier: Apache-2.0
package io.rillway.server.monitor;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** What stands where a monitor would be that is switched off (requirement S2-10). <b>Threads:</b> the container's. */
public final class DisabledMonitor extends HttpServlet {

    private static final long serialVersionUID = 1L;

    /** A servlet. */
    public DisabledMonitor() {}

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        MonitorAnswers.error(response, HttpServletResponse.SC_NOT_FOUND, "monitor_disabled");
    }
}
