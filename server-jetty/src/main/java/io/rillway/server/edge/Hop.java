// SPDX-License-Identifier: Apache-2.0
package io.rillway.server.edge;

import io.rillway.server.config.AddressRange;
import java.net.InetAddress;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a proxy says about whom it asks for.
 *
 * @param client the address, if it is one
 * @param https whether they came by https; empty if that is not said
 * @param host what they asked for; empty if that is not said, or cannot be
 */
record Hop(Optional<InetAddress> client, Optional<Boolean> https, Optional<String> host) {

    private static final Pattern NODE = Pattern.compile("\\[([^\\]]*)](?::\\w+)?|([\\d.]+)(?::\\w+)?|([0-9a-fA-F:.]+)");
    private static final Pattern HOST = Pattern.compile("(?:[\\w.-]{1,253}|\\[[0-9a-fA-F:.]{2,45}])(?::\\d{1,5})?");

    static Hop of(@Nullable String client, @Nullable String proto, @Nullable String host) {
        return new Hop(
                Optional.ofNullable(client).flatMap(Hop::address),
                Optional.ofNullable(proto)
                        .filter(word -> word.equalsIgnoreCase("https") || word.equalsIgnoreCase("http"))
                        .map(word -> word.equalsIgnoreCase("https")),
                Optional.ofNullable(host).filter(word -> HOST.matcher(word).matches()));
    }

    /** An address may have a port, and one of IPv6 stands in brackets then. */
    private static Optional<InetAddress> address(String node) {
        Matcher form = NODE.matcher(node);
        if (!form.matches()) {
            return Optional.empty();
        }
        String address = form.group(1) != null ? form.group(1) : form.group(2) != null ? form.group(2) : form.group(3);
        return AddressRange.address(address);
    }
}
