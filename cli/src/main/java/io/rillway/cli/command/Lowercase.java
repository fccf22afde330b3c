// SPDX-License-Identifier: Apache-2.0
package io.rillway.cli.command;

import io.rillway.cascade.model.CascadeRequest.Dependents;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads the values of an enumeration in the words of the command line, which are in lower case. */
abstract class Lowercase<E extends Enum<E>> implements ITypeConverter<E> {

    /** Refuse, stop or ignore. */
    static final class OfDependents extends Lowercase<Dependents> {
        OfDependents() {
            super(Dependents.values());
        }
    }

    private final E[] values;

    private Lowercase(E[] values) {
        this.values = values;
    }

    @Override
    public E convert(String text) {
        return Arrays.stream(values)
                .filter(value -> word(value).equals(text))
                .findFirst()
                .orElseThrow(() -> new TypeConversionException(
                        "\"" + text + "\" (expected: " + String.join(", ", words(values)) + ")"));
    }

    /** {@return the words for some values, in their order} */
    static List<String> words(Enum<?>... values) {
        return Arrays.stream(values).map(Lowercase::word).toList();
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
