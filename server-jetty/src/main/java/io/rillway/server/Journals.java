// SPDX-License-Identifier: Apache-2.0
package io.rillway.server;

import io.rillway.cascade.jdbc.JdbcJournal;
import io.rillway.cascade.jdbc.JdbcOptions;
import io.rillway.cascade.journal.JournalException;
import io.rillway.cascade.journal.JournalSource;
import io.rillway.cascade.journal.MemoryJournal;
import io.rillway.server.config.ConfigException;
import io.rillway.server.config.ServerConfig;
import java.util.Optional;
import java.util.function.Supplier;

/** Where the engine's journal is, as the configuration says. */
final class Journals {

    private Journals() {}

    static JournalSource of(ServerConfig config, DataFolder data) {
        Optional<String> jdbc = config.cascades().keeping().jdbc();
        if (jdbc.isPresent()) {
            return named(config, "cascades.jdbc", () -> synced(config, JdbcOptions.url(jdbc.get())));
        }
        if (config.data().isEmpty()) {
            return MemoryJournal::new;
        }
        return named(
                config,
                "data",
                () -> synced(config, JdbcOptions.file(data.path().resolve("journal"))));
    }

    private static JdbcOptions synced(ServerConfig config, JdbcOptions options) {
        return options.withSync(
                switch (config.cascades().keeping().sync()) {
                    case OS -> JdbcOptions.Sync.OS;
                    case DISK -> JdbcOptions.Sync.DISK;
                });
    }

    /** What is wrong is said with the key that it comes from. */
    private static JournalSource named(ServerConfig config, String key, Supplier<JdbcOptions> options) {
        return () -> {
            try {
                return JdbcJournal.open(options.get());
            } catch (JournalException | IllegalArgumentException e) {
                throw new ConfigException(config.file(), key, String.valueOf(e.getMessage()), e);
            } catch (NoClassDefFoundError e) {
                String text =
                        "no journal can be kept (expected: rillway-cascade-jdbc on the class path, or data: memory)";
                throw new ConfigException(config.file(), key, text, e);
            }
        };
    }
}
