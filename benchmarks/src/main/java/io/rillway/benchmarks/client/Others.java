// SPDX-License-Identifier: Apache-2.0
package io.rillway.benchmarks.client;

import static java.util.Objects.requireNonNull;

import com.launchdarkly.eventsource.EventSource;
import jakarta.ws.rs.client.ClientBuilder;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response.Status;
import java.io.InputStream;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.ResponseBody;
import okhttp3.sse.EventSourceListener;
import okhttp3.sse.EventSources;
import okio.Okio;
import org.glassfish.jersey.client.ClientConfig;
import org.glassfish.jersey.client.ClientRequest;
import org.glassfish.jersey.client.ClientResponse;
import org.glassfish.jersey.client.spi.AsyncConnectorCallback;
import org.glassfish.jersey.client.spi.Connector;
import org.glassfish.jersey.media.sse.EventInput;
import org.glassfish.jersey.media.sse.InboundEvent;
import org.glassfish.jersey.media.sse.SseFeature;
import org.springframework.core.ResolvableType;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.http.ReactiveHttpInputMessage;
import org.springframework.http.codec.ServerSentEvent;
import org.springframework.http.codec.ServerSentEventHttpMessageReader;
import reactor.core.publisher.Flux;

/** The readers of others, each fed without a network by its public door. */
final class Others implements AutoCloseable {

    private static final URI NOWHERE = URI.create("http://localhost/");

    private final OkHttpClient okhttp = new OkHttpClient();
    private final ServerSentEventHttpMessageReader spring = new ServerSentEventHttpMessageReader();
    private final DefaultDataBufferFactory buffers = DefaultDataBufferFactory.sharedInstance;

    /** Reads from memory instead of a connection. */
    EventSource eventSource(Wire wire) {
        return new EventSource.Builder(new MemoryConnect(wire))
                .streamEventData(false)
                .build();
    }

    void okhttpSse(Wire wire, EventSourceListener listener) {
        Request request = new Request.Builder().url(NOWHERE.toString()).build();
        OkHttpClient answering = okhttp.newBuilder()
                .addInterceptor(chain -> answer(chain.request(), wire))
                .build();
        var unused = EventSources.createFactory(answering).newEventSource(request, listener);
    }

    /** Lets the threads of okhttp go, which would stay for a minute. */
    @Override
    public void close() {
        okhttp.dispatcher().executorService().shutdown();
    }

    private static Response answer(Request request, Wire wire) {
        return new Response.Builder()
                .request(request)
                .protocol(Protocol.HTTP_1_1)
                .code(200)
                .message("OK")
                .body(ResponseBody.create(
                        Okio.buffer(Okio.source(wire.stream())), MediaType.parse("text/event-stream"), -1))
                .build();
    }

    Flux<ServerSentEvent<?>> spring(Wire wire) {
        spring.setMaxInMemorySize(-1);
        Flux<DataBuffer> body = Flux.fromIterable(wire.chunks()).map(buffers::wrap);
        ReactiveHttpInputMessage message = new ReactiveHttpInputMessage() {
            @Override
            public Flux<DataBuffer> getBody() {
                return body;
            }

            @Override
            public org.springframework.http.HttpHeaders getHeaders() {
                return new org.springframework.http.HttpHeaders();
            }
        };
        ResolvableType type = ResolvableType.forClassWithGenerics(ServerSentEvent.class, String.class);
        return spring.read(type, message, Map.of()).cast(ServerSentEvent.class).map(event -> event);
    }

    long jersey(Wire wire) {
        long bytes = 0;
        var client = ClientBuilder.newClient(new ClientConfig()
                .register(SseFeature.class)
                .connectorProvider((jaxrs, config) -> new MemoryConnector(wire)));
        try (EventInput input = client.target(NOWHERE).request().get(EventInput.class)) {
            for (InboundEvent event = input.read(); event != null; event = input.read()) {
                bytes += requireNonNull(event.readData()).length();
            }
        } finally {
            client.close();
        }
        return bytes;
    }

    /** A connector of Jersey's that answers from memory. */
    private record MemoryConnector(Wire wire) implements Connector {

        @Override
        public ClientResponse apply(ClientRequest request) {
            ClientResponse response = new ClientResponse(Status.OK, request);
            response.getHeaders().put(HttpHeaders.CONTENT_TYPE, List.of(SseFeature.SERVER_SENT_EVENTS));
            InputStream body = wire.stream();
            response.setEntityStream(body);
            return response;
        }

        @Override
        public Future<?> apply(ClientRequest request, AsyncConnectorCallback callback) {
            throw new UnsupportedOperationException("apply: asynchronous (expected: synchronous)");
        }

        @Override
        public String getName() {
            return "memory";
        }

        @Override
        public void close() {}
    }
}
