// SPDX-License-Identifier: Apache-2.0
package io.rillway.server.monitor;

import static java.util.Objects.requireNonNull;

import io.rillway.events.catalog.LogEvents.Alert;
import io.rillway.events.json.EventCodec;
import java.io.IOException;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URLConnection;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Posts alerts as JSON to an address (requirement S2-12). The address may hold a secret, and is neither logged nor shown;
 * redirects are not followed.
 *
 * <p><b>Threads:</b> any; an alert is posted by a thread {@code rillway-log-alert} that comes and goes. <b>Errors:</b> what
 * fails is logged as a warning, and not tried again. <b>Limits:</b> one alert at a time; one that comes while another is
 * being posted is dropped and logged.
 */
public final class AlertWebhook implements Consumer<Alert> {

    private static final Logger LOG = LoggerFactory.getLogger(AlertWebhook.class);
    private static final EventCodec CODEC = new EventCodec();
    private static final int FIRST_GOOD = 200;
    private static final int FIRST_BAD = 300;

    private final URI address;
    private final int timeoutMillis;
    private final Semaphore free = new Semaphore(1);

    /**
     * A webhook.
     *
     * @param address an address of http or https
     * @param timeout how long connecting, and waiting for the answer, may take each
     */
    public AlertWebhook(URI address, Duration timeout) {
        this.address = requireNonNull(address, "address");
        this.timeoutMillis = Math.toIntExact(timeout.toMillis());
    }

    @Override
    public void accept(Alert alert) {
        if (!free.tryAcquire()) {
            LOG.warn("an alert was dropped: the one before it is still being posted");
            return;
        }
        Thread thread = new Thread(() -> postAndFree(alert), "rillway-log-alert");
        thread.setDaemon(true);
        thread.start();
    }

    private void postAndFree(Alert alert) {
        try {
            int status = post(CODEC.encode(alert));
            if (status < FIRST_GOOD || status >= FIRST_BAD) {
                LOG.warn("an alert was answered with {}", status);
            }
        } catch (IOException e) {
            // Its message may name the address.
            LOG.warn("an alert could not be posted: {}", e.getClass().getSimpleName());
        } finally {
            free.release();
        }
    }

    private int post(byte[] body) throws IOException {
        URLConnection opened = address.toURL().openConnection();
        if (!(opened instanceof HttpURLConnection http)) {
            throw new IOException("not an address of http or https");
        }
        http.setConnectTimeout(timeoutMillis);
        http.setReadTimeout(timeoutMillis);
        http.setInstanceFollowRedirects(false);
        http.setRequestMethod("POST");
        http.setRequestProperty("Content-Type", "application/json");
        http.setDoOutput(true);
        http.setFixedLengthStreamingMode(body.length);
        try (OutputStream out = http.getOutputStream()) {
            out.write(body);
            out.flush();
            return http.getResponseCode();
        } finally {
            http.disconnect();
        }
    }
}
