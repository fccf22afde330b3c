// SPDX-License-Identifier: Apache-2.0
package io.rillway.client.connect;

import java.net.URI;
import java.util.Locale;

/** Where a request goes: what may be asked, what counts as the same place, and how to name it without its secrets. */
public final class Origins {

    private Origins() {}

    /** {@return whether a request can be sent there} */
    public static boolean isHttp(URI uri) {
        return uri.getHost() != null && (isScheme(uri, "http") || isScheme(uri, "https"));
    }

    static boolean isSame(URI one, URI other) {
        return isScheme(one, other.getScheme())
                && one.getHost().equalsIgnoreCase(other.getHost())
                && port(one) == port(other);
    }

    /** {@return scheme, host, port and path; user, query and fragment may hold a secret} */
    public static String redacted(URI uri) {
        String port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
        return uri.getScheme().toLowerCase(Locale.ROOT) + "://" + uri.getHost() + port + uri.getRawPath();
    }

    private static boolean isScheme(URI uri, String scheme) {
        return scheme.equalsIgnoreCase(uri.getScheme());
    }

    private static int port(URI uri) {
        if (uri.getPort() >= 0) {
            return uri.getPort();
        }
        return isScheme(uri, "https") ? 443 : 80;
    }
}
