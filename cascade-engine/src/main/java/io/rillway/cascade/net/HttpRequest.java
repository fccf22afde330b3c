// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.net;

import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What is sent to a web server. Nothing of it but the method and the target's origin is ever shown.
 *
 * @param method in capitals
 * @param target what it is about
 * @param headers besides those that the connection needs
 * @param body text; empty for none
 */
public record HttpRequest(String method, HttpTarget target, Map<String, String> headers, String body) {

    private static final int BODY_CHARS = 1 << 20;
    private static final Pattern METHOD = Pattern.compile("[A-Z]{1,20}");
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]{1,100}");
    private static final Pattern VALUE = Pattern.compile("[\\t\\x20-\\x7e]{0,8192}");
    private static final Set<String> OURS =
            Set.of("host", "connection", "content-length", "transfer-encoding", "upgrade", "expect", "te", "trailer");

    public HttpRequest {
        if (!METHOD.matcher(method).matches() || method.equals("CONNECT")) {
            throw new IllegalArgumentException("method: " + (method.length() > 20 ? "a long text" : printable(method))
                    + " (expected: a method in capitals, such as GET or POST)");
        }
        headers.forEach(HttpRequest::requireHeader);
        headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
        if (body.length() > BODY_CHARS) {
            throw new IllegalArgumentException(
                    "body: " + body.length() + " characters (expected: at most " + BODY_CHARS + ")");
        }
    }

    /** {@return a GET without a body} */
    public static HttpRequest get(HttpTarget target) {
        return new HttpRequest("GET", target, Map.of(), "");
    }

    byte[] bytes() {
        byte[] content = body.getBytes(StandardCharsets.UTF_8);
        StringBuilder head = new StringBuilder(200);
        head.append(method).append(' ').append(target.request()).append(" HTTP/1.1\r\nHost: ");
        head.append(target.authority()).append("\r\nConnection: close\r\n");
        addUnlessGiven(head, "Accept", "*/*");
        addUnlessGiven(head, "User-Agent", "rillway");
        headers.forEach((name, value) -> add(head, name, value));
        if (content.length > 0 || !method.equals("GET")) {
            add(head, "Content-Length", Integer.toString(content.length));
        }
        byte[] start = head.append("\r\n").toString().getBytes(StandardCharsets.US_ASCII);
        byte[] all = new byte[start.length + content.length];
        System.arraycopy(start, 0, all, 0, start.length);
        System.arraycopy(content, 0, all, start.length, content.length);
        return all;
    }

    private void addUnlessGiven(StringBuilder head, String name, String value) {
        if (headers.keySet().stream().noneMatch(name::equalsIgnoreCase)) {
            add(head, name, value);
        }
    }

    private static void add(StringBuilder head, String name, String value) {
        head.append(name).append(": ").append(value).append("\r\n");
    }

    private static void requireHeader(String name, String value) {
        if (!NAME.matcher(name).matches() || OURS.contains(name.toLowerCase(Locale.ROOT))) {
            throw new IllegalArgumentException("headers: " + printable(name)
                    + " (expected: the name of a header that is not the connection's own)");
        }
        if (!VALUE.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    "headers: the value of " + name + " (expected: at most 8192 printable ASCII characters)");
        }
    }

    private static String printable(String text) {
        return text.replaceAll("[^\\x20-\\x7e]", "?");
    }

    @Override
    public String toString() {
        return method + " " + target.origin();
    }
}
