// SPDX-License-Identifier: Apache-2.0
package io.rillway.hub.log;

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The form of an id on the wire: the log's epoch, a dash, the sequence. */
final class EventId {

    private static final Pattern FORM = Pattern.compile("([0-9a-f]{16}(?:[0-9a-f]{4})?)-(0|[1-9][0-9]{0,17})");

    private EventId() {}

    /** {@return an epoch that no other log has} */
    static String newEpoch() {
        byte[] random = new byte[8];
        new SecureRandom().nextBytes(random);
        return HexFormat.of().formatHex(random);
    }

    static String of(String epoch, long sequence) {
        return epoch + "-" + sequence;
    }

    static OptionalLong sequence(String epoch, String id) {
        Matcher form = FORM.matcher(id);
        return form.matches() && form.group(1).equals(epoch)
                ? OptionalLong.of(Long.parseLong(form.group(2)))
                : OptionalLong.empty();
    }

    static boolean isForeign(String epoch, String id) {
        Matcher form = FORM.matcher(id);
        return form.matches() && !form.group(1).equals(epoch);
    }
}
