// SPDX-License-Identifier: Apache-2.0
/** The durable journal of the cascade engine, over JDBC. */
module io.rillway.cascade.jdbc {
    requires transitive org.jspecify;
    requires transitive io.rillway.cascade;
    requires com.zaxxer.hikari;
    requires java.sql;
    requires org.slf4j;
    requires tools.jackson.core;
    requires tools.jackson.databind;

    exports io.rillway.cascade.jdbc;
}
