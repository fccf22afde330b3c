// SPDX-License-Identifier: Apache-2.0
package io.rillway.server.rest;

import io.rillway.server.auth.Authenticator;
import io.rillway.server.auth.Role;
import io.rillway.server.body.JsonAnswer;
import io.rillway.server.route.ApiServlet;
import io.rillway.server.route.Call;
import io.rillway.server.route.Routes;
import java.io.IOException;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads again who is known by which credential; where the configuration is refused, nothing changes. */
public final class ReloadServlet extends ApiServlet {

    private static final long serialVersionUID = 1L;
    private static final Logger LOG = LoggerFactory.getLogger(ReloadServlet.class);

    private final transient Supplier<Reloaded> reload;
    private final transient Routes routes = Routes.none().with("POST", "", this::reload);

    /**
     * What became of the open streams.
     *
     * @param renewed how many go on with the grants that their token has now
     * @param loggedOut how many were told to log out
     * @param ended how many were ended without a word
     */
    public record Reloaded(int renewed, int loggedOut, int ended) {}

    /**
     * A servlet.
     *
     * @param reload reads, and takes over what was read
     * @param authenticator who asks
     */
    public ReloadServlet(Supplier<Reloaded> reload, Authenticator authenticator) {
        super(authenticator);
        this.reload = reload;
    }

    @Override
    protected Routes routes() {
        return routes;
    }

    private void reload(Call call) throws IOException {
        call.require(Role.ADMIN);
        Reloaded reloaded = reload.get();
        LOG.info("Tokens and users were read again: {}", reloaded);
        JsonAnswer.data(call.response(), 200, reloaded);
    }
}
