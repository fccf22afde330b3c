// SPDX-License-Identifier: Apache-2.0
package io.rillway.server.config;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The configuration cannot be used; the message has the file, the key and the reason, each on its own. */
public final class ConfigException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Path file;
    private final String key;
    private final String reason;

    /**
     * Says what is wrong where.
     *
     * @param file the file
     * @param key the path of the key, for example {@code resources[2].probe.interval}; empty for the whole file
     * @param reason the value that stands there, and what was expected
     * @param cause what found it, or null
     */
    public ConfigException(Path file, String key, String reason, @Nullable Throwable cause) {
        super(file + ": " + (key.isEmpty() ? "" : key + ": ") + reason, cause);
        this.file = file;
        this.key = requireNonNull(key, "key");
        this.reason = reason;
    }

    /** {@return the same, of a value that does not come from the file but from a variable or a flag} */
    ConfigException from(String origin) {
        return new ConfigException(file, key, reason + ", set by " + origin, this);
    }

    /** {@return the path of the key; empty for the whole file} */
    public String key() {
        return key;
    }
}
