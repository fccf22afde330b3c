// SPDX-License-Identifier: Apache-2.0
package io.rillway.hub.port;

import java.time.Instant;

/**
 * A subscriber as it stood at one moment.
 *
 * @param id the id of the connection
 * @param request who it is and what it asks for now, with the changes since it was opened
 * @param since when it was opened
 * @param progress how far it has come
 */
public record SubscriberSnapshot(String id, SubscribeRequest request, Instant since, Progress progress) {

    /**
     * How far a subscriber has come. The counts are from the opening of the stream.
     *
     * @param lag the entries of the log between it and the end, 0 if it has everything
     * @param bytesInFlight the bytes that its transport has not taken yet
     * @param delivered the events that were written to it
     * @param gaps the gaps that it was told of
     * @param dropped the events that it was told to have missed because it was too slow, and live-only ones that found
     *     it busy
     * @param conflated the events that were left out for later ones with the same key
     * @param expired the events that were left out because they were not worth delivering any more
     */
    public record Progress(
            long lag, long bytesInFlight, long delivered, long gaps, long dropped, long conflated, long expired) {}
}
