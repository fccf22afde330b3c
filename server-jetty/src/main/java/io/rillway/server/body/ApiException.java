// SPDX-License-Identifier: Apache-2.0
package io.rillway.server.body;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A request cannot be answered as it was asked; becomes the error body of the API. */
public final class ApiException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int status;
    private final String code;
    private final transient Map<String, Object> details;
    private final transient @Nullable Duration retryAfter;

    private ApiException(
            int status, String code, String message, Map<String, Object> details, @Nullable Duration retryAfter) {
        super(message);
        this.status = status;
        this.code = code;
        this.details = Map.copyOf(details);
        this.retryAfter = retryAfter;
    }

    public ApiException(int status, String code, String message, Map<String, Object> details) {
        this(status, code, message, details, null);
    }

    public ApiException(int status, String code, String message) {
        this(status, code, message, Map.of());
    }

    public static ApiException invalid(String message) {
        return new ApiException(400, "VALIDATION_ERROR", message);
    }

    public static ApiException notFound(String message) {
        return new ApiException(404, "NOT_FOUND", message);
    }

    public static ApiException unauthorized() {
        return new ApiException(401, "UNAUTHORIZED", "a valid credential is needed");
    }

    public static ApiException forbidden(String message) {
        return new ApiException(403, "FORBIDDEN", message);
    }

    /** {@return the same, with the time after which it may go better} */
    public ApiException retryAfter(Duration time) {
        return new ApiException(status, code, String.valueOf(getMessage()), details, time);
    }

    /** {@return the time after which it may go better} */
    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }

    public int status() {
        return status;
    }

    public String code() {
        return code;
    }

    public Map<String, Object> details() {
        return details;
    }
}
