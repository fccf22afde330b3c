// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.net;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What is asked of a web server.
 *
 * @param secure whether over TLS
 * @param endpoint the server
 * @param path the path, without the query, which may hold secrets
 * @param request what stands in the request line: the path and the query
 */
public record HttpTarget(boolean secure, Endpoint endpoint, String path, String request) {

    private static final int HTTP_PORT = 80;
    private static final int HTTPS_PORT = 443;

    // URI names no host where a name holds an underscore, as container names do.
    private static final Pattern AUTHORITY = Pattern.compile("(\\[[^\\]]+\\]|[A-Za-z0-9._-]+)(?::(\\d{1,5})?)?");

    /** {@return what a URL names} */
    public static HttpTarget parse(String url) {
        try {
            return of(new URI(url));
        } catch (URISyntaxException e) {
            throw refused("it cannot be read at " + e.getIndex(), e);
        }
    }

    /** {@return what a URL names} */
    public static HttpTarget of(URI location) {
        URI url = URI.create(location.toASCIIString());
        String scheme = url.getScheme() == null ? "" : url.getScheme().toLowerCase(Locale.ROOT);
        if (!scheme.equals("http") && !scheme.equals("https")) {
            throw refused("its scheme is \"" + scheme + "\"", null);
        }
        boolean secure = scheme.equals("https");
        String path = url.getRawPath() == null || url.getRawPath().isEmpty() ? "/" : url.getRawPath();
        String query = url.getRawQuery() == null ? "" : "?" + url.getRawQuery();
        return new HttpTarget(secure, endpoint(url, secure), path, path + query);
    }

    /** {@return the host, and the port where it is not the usual one, as the server is to be told} */
    public String authority() {
        return endpoint.port() == (secure ? HTTPS_PORT : HTTP_PORT) ? endpoint.bracketed() : endpoint.toString();
    }

    /** {@return the server alone, for where even the path may hold a secret} */
    public String origin() {
        return (secure ? "https://" : "http://") + authority();
    }

    @Override
    public String toString() {
        return origin() + path;
    }

    private static Endpoint endpoint(URI url, boolean secure) {
        String authority = url.getRawAuthority() == null ? "" : url.getRawAuthority();
        Matcher matcher = AUTHORITY.matcher(authority);
        if (!matcher.matches()) {
            throw refused(authority.indexOf('@') >= 0 ? "it has a user name" : "it has no host", null);
        }
        String host = matcher.group(1);
        String port = matcher.group(2);
        return new Endpoint(
                host.startsWith("[") ? host.substring(1, host.length() - 1) : host,
                port == null ? (secure ? HTTPS_PORT : HTTP_PORT) : Integer.parseInt(port));
    }

    private static IllegalArgumentException refused(String why, @Nullable Throwable cause) {
        return new IllegalArgumentException(
                "url: " + why + " (expected: http://host:port/path or https://..., without a user name)", cause);
    }
}
