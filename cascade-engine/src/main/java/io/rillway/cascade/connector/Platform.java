// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.connector;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Says what goes wrong with one resource in the words of the port.
 *
 * @param name what kind of connector speaks
 * @param resourceId for which resource
 */
record Platform(String name, String resourceId) {

    /** An order to the system. */
    @FunctionalInterface
    interface Order<X extends Exception> {
        void run() throws IOException, X;
    }

    /** A question to the system. */
    @FunctionalInterface
    interface Question<T, X extends Exception> {
        T ask() throws IOException, X;
    }

    <X extends Exception> void order(String code, Order<X> order) throws X {
        this.<Boolean, X>answer(code, () -> {
            order.run();
            return true;
        });
    }

    <T, X extends Exception> T answer(String code, Question<T, X> question) throws X {
        try {
            return question.ask();
        } catch (IOException | UncheckedIOException e) {
            throw failure(code, String.valueOf(e.getMessage()), Map.of(), e);
        }
    }

    ConnectorException failure(String code, String what, Map<String, String> details, @Nullable Throwable cause) {
        return new ConnectorException(code, resourceId + ": " + what, name, details, cause);
    }
}
