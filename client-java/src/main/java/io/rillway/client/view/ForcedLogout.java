// SPDX-License-Identifier: Apache-2.0
package io.rillway.client.view;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.rillway.events.catalog.SystemEvents.ForceLogout;
import java.net.URLEncoder;

/** Where somebody is sent who was logged out by force (requirements S5-05). */
public final class ForcedLogout {

    private ForcedLogout() {}

    /**
     * {@return where the server sends them; if it does not say, the login page with the reason for the person}
     *
     * @param event what the server said
     */
    public static String redirect(ForceLogout event) {
        if (event.redirect() != null) {
            return event.redirect();
        }
        return "/login?reason=forced_logout&message="
                + URLEncoder.encode(event.reason(), UTF_8).replace("+", "%20");
    }
}
