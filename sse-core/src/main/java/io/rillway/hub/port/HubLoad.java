// SPDX-License-Identifier: Apache-2.0
package io.rillway.hub.port;

/**
 * How a hub stood at one moment.
 *
 * @param subscribers the open streams
 * @param behind those of them that do not have everything
 * @param bytesInFlight the bytes that transports have not taken yet
 * @param greatestLag the most entries of the log between one of them and the end
 */
public record HubLoad(int subscribers, int behind, long bytesInFlight, long greatestLag) {}
