// SPDX-License-Identifier: Apache-2.0
package io.rillway.server.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** A stream that is read frame by frame, by nothing but lines. */
public final class Frames implements AutoCloseable {

    /** What stood between two empty lines. */
    public record Frame(String id, String event, String data) {

        /** {@return whether it has data}, which a browser would show. */
        public boolean isEvent() {
            return !data.isEmpty();
        }
    }

    private final HttpResponse<InputStream> response;
    private final BufferedReader lines;

    /** Opens a stream, with headers as names and values in turn. */
    public Frames(HttpClient client, URI uri, String... headers) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri);
        if (headers.length > 0) {
            request.headers(headers);
        }
        this.response = client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
        this.lines = new BufferedReader(new InputStreamReader(response.body(), UTF_8));
    }

    /** {@return the answer's status and headers} */
    public HttpResponse<?> response() {
        return response;
    }

    /** {@return the next frame with data, if the stream does not end before} */
    public Optional<Frame> next() throws IOException {
        String id = "";
        String event = "";
        String data = "";
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.startsWith("id: ")) {
                id = line.substring(4);
            } else if (line.startsWith("event: ")) {
                event = line.substring(7);
            } else if (line.startsWith("data: ")) {
                data = line.substring(6);
            } else if (line.isEmpty() && !data.isEmpty()) {
                return Optional.of(new Frame(id, event, data));
            }
        }
        return Optional.empty();
    }

    /** {@return the frames with data up to one that is as it should be, that one included} */
    public List<Frame> until(Predicate<Frame> last) throws IOException {
        List<Frame> frames = new ArrayList<>();
        do {
            frames.add(next().orElseThrow(() -> new IOException("ended after " + frames.size() + " frames")));
        } while (!last.test(frames.get(frames.size() - 1)));
        return frames;
    }

    @Override
    public void close() throws IOException {
        response.body().close();
    }
}
