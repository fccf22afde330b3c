// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.net;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An answer over HTTP/1.1, read as far as it is needed.
 *
 * <p>It knows what RFC 9112 says of the status line, of interim answers, and of the two ways to delimit a body on a
 * connection that is closed after it: chunks, and a length or the end of the connection.
 */
public final class HttpAnswer {

    private static final int BODY_BYTES = 64 << 10;
    private static final int HEAD_BYTES = 64 << 10;
    private static final int FIRST_FINAL = 200;
    private static final long TO_THE_END = Long.MAX_VALUE;
    private static final String CUT_OFF = "the connection was closed before the answer was complete";
    private static final int DECIMAL = 10;
    private static final int HEX = 16;
    private static final Pattern STATUS_LINE = Pattern.compile("HTTP/1\\.[01] (\\d{3})(?: .*)?");

    private final InputStream in;
    private int headBytes;
    private int status;
    private boolean chunked;
    private long length = TO_THE_END;

    private HttpAnswer(InputStream in) {
        this.in = in;
    }

    /** {@return an answer whose head has been read} */
    static HttpAnswer read(InputStream in) throws IOException {
        HttpAnswer answer = new HttpAnswer(new BufferedInputStream(in));
        do {
            answer.readHead();
        } while (answer.status < FIRST_FINAL);
        return answer;
    }

    /** {@return its status} */
    public int status() {
        return status;
    }

    /** {@return the body, or as much of it as is ever read} */
    public String body() throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        if (chunked) {
            copyChunks(body);
        } else {
            copy(length, body);
        }
        return body.toString(StandardCharsets.UTF_8);
    }

    /** Takes what has arrived already, so that closing now does not look like a broken connection to the server. */
    public void drain() {
        try {
            in.skipNBytes(Math.min(in.available(), BODY_BYTES));
        } catch (IOException e) {
            return; // the answer has been judged by its head
        }
    }

    private void readHead() throws IOException {
        Matcher matcher = STATUS_LINE.matcher(line());
        if (!matcher.matches()) {
            throw new IOException("the answer is not HTTP");
        }
        status = Integer.parseInt(matcher.group(1));
        for (String line = line(); !line.isEmpty(); line = line()) {
            readHeader(line);
        }
    }

    private void readHeader(String line) throws IOException {
        int colon = line.indexOf(':');
        if (colon < 1) {
            throw new IOException("the answer is not HTTP");
        }
        String name = line.substring(0, colon).toLowerCase(Locale.ROOT);
        String value = line.substring(colon + 1).strip();
        if (name.equals("transfer-encoding")) {
            chunked = value.toLowerCase(Locale.ROOT).endsWith("chunked");
        } else if (name.equals("content-length")) {
            length = number(value, DECIMAL);
        }
    }

    private long chunkSize() throws IOException {
        String line = line();
        int extension = line.indexOf(';');
        return number((extension < 0 ? line : line.substring(0, extension)).strip(), HEX);
    }

    private void copyChunks(ByteArrayOutputStream body) throws IOException {
        long size = chunkSize();
        while (size > 0) {
            copy(size, body);
            if (body.size() == BODY_BYTES) {
                return;
            }
            line(); // the end of the chunk
            size = chunkSize();
        }
    }

    private void copy(long size, ByteArrayOutputStream body) throws IOException {
        int wanted = (int) Math.min(size, BODY_BYTES - body.size());
        byte[] part = in.readNBytes(wanted);
        if (part.length < wanted && size != TO_THE_END) {
            throw new IOException(CUT_OFF);
        }
        body.write(part, 0, part.length);
    }

    private String line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        int next = in.read();
        while (next >= 0 && next != '\n') {
            if (++headBytes > HEAD_BYTES) {
                throw new IOException("the answer has more than " + HEAD_BYTES + " bytes before its body");
            }
            line.write(next);
            next = in.read();
        }
        if (next < 0) {
            throw new IOException(CUT_OFF);
        }
        return line.toString(StandardCharsets.ISO_8859_1).stripTrailing();
    }

    private static long number(String text, int radix) throws IOException {
        try {
            return Long.parseUnsignedLong(text, radix) & Long.MAX_VALUE;
        } catch (NumberFormatException e) {
            throw new IOException("the answer gives \"" + text + "\" for a length", e);
        }
    }
}
