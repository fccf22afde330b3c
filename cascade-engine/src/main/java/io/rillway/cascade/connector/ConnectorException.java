// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.connector;

import static java.util.Objects.requireNonNull;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A platform refused an order or could not be reached (requirements S1-37). */
public final class ConnectorException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Nobody accepted a connection to the platform, or there is no way to it. */
    public static final String HOST_UNREACHABLE = "HOST_UNREACHABLE";

    /** The platform does not know the resource. */
    public static final String NOT_FOUND = "NOT_FOUND";

    /** The platform did not answer in time. */
    public static final String TIMEOUT = "TIMEOUT";

    private final String code;
    private final String platform;
    private final transient Map<String, String> details;

    /**
     * Says what went wrong.
     *
     * @param code the kind of trouble in capitals: one of the constants here, or a connector's own
     * @param message what happened, for people to read
     * @param platform what kind of connector says so, for example {@code process}
     * @param details facts for programs to read
     * @param cause what found it, or null
     */
    public ConnectorException(
            String code, String message, String platform, Map<String, String> details, @Nullable Throwable cause) {
        super(message, cause);
        this.code = requireNonNull(code, "code");
        this.platform = requireNonNull(platform, "platform");
        this.details = Map.copyOf(details);
    }

    /** {@return the kind of trouble in capitals} */
    public String code() {
        return code;
    }

    /** {@return what kind of connector says so} */
    public String platform() {
        return platform;
    }

    /** {@return facts for programs to read} */
    public Map<String, String> details() {
        return details;
    }
}
