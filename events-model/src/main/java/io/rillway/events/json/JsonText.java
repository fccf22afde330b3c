// SPDX-License-Identifier: Apache-2.0
package io.rillway.events.json;

import io.rillway.events.Json;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.JacksonModule;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.module.SimpleModule;

/** Writes and reads {@link Json} as the value that its text is, wherever it stands. */
final class JsonText {

    private JsonText() {}

    static JacksonModule module() {
        return new SimpleModule("json-text")
                .addSerializer(Json.class, new Writer())
                .addDeserializer(Json.class, new Reader());
    }

    private static final class Writer extends ValueSerializer<Json> {

        @Override
        public void serialize(Json value, JsonGenerator out, SerializationContext context) {
            out.writeTree(EventCodec.tree(value.text()));
        }
    }

    private static final class Reader extends ValueDeserializer<Json> {

        @Override
        public Json deserialize(JsonParser in, DeserializationContext context) {
            return new Json(in.readValueAsTree().toString());
        }

        @Override
        public Json getNullValue(DeserializationContext context) {
            return new Json("null");
        }
    }
}
