// SPDX-License-Identifier: Apache-2.0
package io.rillway.client.connect;

import java.net.URI;
import java.util.Locale;

/** Where a request goes: what may be asked, what counts as the same place, and how to name it without its secrets. */
public final class Origins {

    private Origins() {}

    /** {@return whether a request can be sent there} */
    public static boolean isHttp(URI uri) {
        return uri.getHost() != null && uri.getPort() <= 0xFFFF && (isScheme(uri, "http") || isScheme(uri, "https"));
    }

    static boolean isSecure(URI uri) {
        return isScheme(uri, "https");
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

    static URI withoutFragment(URI uri) {
        String text = uri.toString();
        int fragment = text.indexOf('#');
        return fragment < 0 ? uri : URI.create(text.substring(0, fragment));
    }

    /**
     * {@return where a reference leads from an address}; what stands in it unescaped is escaped, as browsers do
     *
     * @throws IllegalArgumentException if it is no address
     */
    static URI resolve(URI from, String reference) {
        URI base = withoutFragment(from);
        String bare = escaped(reference.strip());
        if (bare.isEmpty() || bare.startsWith("#")) {
            return base;
        }
        String text = base.toString();
        if (bare.startsWith("?")) {
            int query = text.indexOf('?');
            return withoutFragment(URI.create((query < 0 ? text : text.substring(0, query)) + bare));
        }
        // The JDK resolves against an empty path as if the host went on.
        URI rooted = base.getRawPath().isEmpty() ? base.resolve("/") : base;
        return belowRoot(withoutFragment(rooted.resolve(bare)));
    }

    /** The JDK lets a path climb above its root. */
    private static URI belowRoot(URI uri) {
        String path = uri.getRawPath() == null ? "" : uri.getRawPath();
        String kept = path.replaceFirst("^(/\\.\\.?(?=/|$))+", "");
        if (kept.length() == path.length()) {
            return uri;
        }
        String text = uri.toString();
        int at = text.indexOf(path, text.indexOf("//") + 2);
        return URI.create(text.substring(0, at) + (kept.isEmpty() ? "/" : kept) + text.substring(at + path.length()));
    }

    private static String escaped(String reference) {
        StringBuilder escaped = new StringBuilder(reference.length());
        for (int at = 0; at < reference.length(); at++) {
            char c = reference.charAt(at);
            boolean stray = c == '%' && !isEscape(reference, at);
            if (stray || c <= ' ' || c >= 0x7F || "\"<>\\^`{|}".indexOf(c) >= 0) {
                escaped.append(String.format(Locale.ROOT, "%%%02X", c & 0xFF));
            } else {
                escaped.append(c);
            }
        }
        return escaped.toString();
    }

    private static boolean isEscape(String text, int at) {
        return at + 2 < text.length()
                && Character.digit(text.charAt(at + 1), 16) >= 0
                && Character.digit(text.charAt(at + 2), 16) >= 0;
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
