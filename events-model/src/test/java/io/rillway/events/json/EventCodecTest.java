// SPDX-License-Identifier: Apache-2.0
package io.rillway.events.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.rillway.events.EventType;
import io.rillway.events.Json;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventCodecTest {

    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
    private static final EventType<Outer> OUTER = EventType.of("outer", Outer.class);

    private final EventCodec codec = new EventCodec();

    record Outer(String name, @Nullable String note, Inner inner, List<Inner> more, Optional<String> maybe) {}

    record Inner(@JsonProperty("the_code") int code, Instant at) {}

    @Test
    void writesRecordsWithoutWhatIsAbsent() {
        Outer outer = new Outer("a", null, new Inner(1, NOW), List.of(), Optional.empty());

        assertThat(json(outer))
                .isEqualTo("{\"name\":\"a\",\"inner\":{\"the_code\":1,\"at\":\"2026-11-21T12:00:00Z\"},\"more\":[],"
                        + "\"maybe\":null}");
        assertThat(codec.decode(OUTER, json(outer))).isEqualTo(outer);
    }

    @Test
    void writesPlainValues() {
        assertThat(json(null)).isEqualTo("null");
        assertThat(json("a\n\"b\"")).isEqualTo("\"a\\n\\\"b\\\"\"");
        assertThat(json(Arrays.asList(1, null, true))).isEqualTo("[1,null,true]");
        assertThat(json(Map.of("a", 1.5))).isEqualTo("{\"a\":1.5}");
    }

    @Test
    void putsJsonTextOnOneLineAsItStands() {
        assertThat(json(new Json(" {\n \"b\" : 1.10, \"a\":[ 12345678901234567890, 1e3 ]\n}\n")))
                .isEqualTo("{\"b\":1.10,\"a\":[12345678901234567890,1E+3]}");
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {"``", "{", "{} {}", "nope", "{\"a\":}", "NaN"})
    void refusesTextThatIsNotOneJsonValue(String text) {
        assertThatExceptionOfType(MalformedEventException.class).isThrownBy(() -> codec.encode(new Json(text)));
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            delimiter = '|',
            value = {
                "{}|$.name: absent (expected: String)",
                "{\"name\":null}|$.name: null (expected: String)",
                "{\"name\":\"a\",\"inner\":{\"at\":\"2026-11-21T12:00:00Z\"},\"more\":[]}|$.inner.the_code: absent (expected: int)",
                "{\"name\":\"a\",\"inner\":7,\"more\":[]}|$.inner: number (expected: an object, Inner)",
                "{\"name\":\"a\",\"inner\":{\"the_code\":1,\"at\":\"2026-11-21T12:00:00Z\"},\"more\":[{}]}|$.more[0].the_code: absent (expected: int)"
            })
    void namesTheFieldThatIsMissing(String json, String message) {
        assertThatExceptionOfType(MalformedEventException.class)
                .isThrownBy(() -> codec.decode(OUTER, json))
                .withMessage(message);
    }

    @Test
    void namesTheFieldThatIsWrong() {
        String json = "{\"name\":\"a\",\"inner\":{\"the_code\":1,\"at\":\"yesterday\"},\"more\":[]}";

        assertThatExceptionOfType(MalformedEventException.class)
                .isThrownBy(() -> codec.decode(OUTER, json))
                .satisfies(e -> assertThat(e.path()).isEqualTo("$.inner.at"));
    }

    @Test
    void ignoresUnknownFields() {
        assertThat(codec.decode(
                        EventType.of("i", Inner.class), "{\"x\":1,\"the_code\":2,\"at\":\"2026-11-21T12:00:00Z\"}"))
                .isEqualTo(new Inner(2, NOW));
    }

    @Test
    @DisplayName("C2 the envelopes RAW, FLAT and TYPED")
    void wrapsInTheEnvelopes() {
        byte[] data = "{\"workload_id\":\"wl-123\",\"timestamp\":5}".getBytes(UTF_8);

        assertThat(wrap(Envelope.RAW, data)).isEqualTo("{\"workload_id\":\"wl-123\",\"timestamp\":5}");
        assertThat(wrap(Envelope.FLAT, data))
                .isEqualTo("{\"event_type\":\"t\\\"\",\"timestamp\":1795262400,\"workload_id\":\"wl-123\"}");
        assertThat(wrap(Envelope.TYPED, data))
                .isEqualTo("{\"type\":\"t\\\"\",\"data\":{\"workload_id\":\"wl-123\",\"timestamp\":5}}");
        assertThat(wrap(Envelope.FLAT, "[1]".getBytes(UTF_8)))
                .isEqualTo("{\"event_type\":\"t\\\"\",\"timestamp\":1795262400,\"data\":[1]}");
    }

    record Deep(Map<String, Inner> map, Optional<Inner> maybe, List<Inner[]> array, List<@Nullable String> gaps) {}

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            delimiter = '|',
            value = {
                "{'map':{'k':{'the_code':1}},'array':[],'gaps':[]}|$.map.k.at: absent (expected: Instant)",
                "{'map':{'k':null},'array':[],'gaps':[]}|$.map.k: null (expected: Inner)",
                "{'map':{},'maybe':{'the_code':1},'array':[],'gaps':[]}|$.maybe.at: absent (expected: Instant)",
                "{'map':{},'array':[[{'the_code':1}]],'gaps':[]}|$.array[0][0].at: absent (expected: Instant)",
                "{'map':{},'array':[[null]],'gaps':[]}|$.array[0][0]: null (expected: Inner)",
                "null|$: null (expected: Deep)"
            })
    void looksIntoWhatRecordsHold(String json, String message) {
        assertThatExceptionOfType(MalformedEventException.class)
                .isThrownBy(() -> codec.decode(EventType.of("deep", Deep.class), json.replace('\'', '"')))
                .withMessage(message);
    }

    @Test
    void letsNullStandWhereItIsAllowed() {
        Deep deep = codec.decode(
                EventType.of("deep", Deep.class), "{\"map\":{},\"maybe\":null,\"array\":[],\"gaps\":[null]}");

        assertThat(deep.gaps()).containsExactly((String) null);
        assertThat(deep.maybe()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            delimiter = '|',
            value = {"2.7|$.the_code", "``|$.the_code", "1,\"at\":\"\"|$.at", "99999999999|$.the_code"})
    void bendsNoValueIntoShape(String code, String path) {
        String json = "{\"at\":\"2026-11-21T12:00:00Z\",\"the_code\":" + (code.isEmpty() ? "\"\"" : code) + "}";

        assertThatExceptionOfType(MalformedEventException.class)
                .isThrownBy(() -> codec.decode(EventType.of("i", Inner.class), json))
                .satisfies(e -> assertThat(e.path()).isEqualTo(path));
    }

    record Named(@JsonProperty("the_name") String name) {
        @Override
        public String name() {
            return name;
        }
    }

    @Test
    void knowsTheNamesOfComponentsWithAnAccessorOfTheirOwn() {
        assertThat(codec.decode(EventType.of("n", Named.class), "{\"the_name\":\"a\"}"))
                .isEqualTo(new Named("a"));
    }

    @Test
    void takesJsonTextWhereverItStands() {
        assertThat(json(Map.of("a", List.of(new Json(" { \"b\" : 1 } "))))).isEqualTo("{\"a\":[{\"b\":1}]}");
        assertThat(codec.decode(EventType.of("j", Json.class), "{\"b\": [null]}"))
                .isEqualTo(new Json("{\"b\":[null]}"));
        assertThatExceptionOfType(MalformedEventException.class)
                .isThrownBy(() -> codec.encode(Map.of("a", new Json("{} {}"))));
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '^',
            delimiter = '|',
            value = {
                "{}|{`event_type`:`t`,`timestamp`:0}",
                "{`event_type`:{`a`:[`}`,`\\\\`]},`x`:[{`timestamp`:1}],`timestamp`:2}|{`event_type`:`t`,`timestamp`:0,`x`:[{`timestamp`:1}]}",
                "{`timestamp2`:1,`a,\\`}`:`\\`,`}|{`event_type`:`t`,`timestamp`:0,`timestamp2`:1,`a,\\`}`:`\\`,`}",
                "`timestamp`|{`event_type`:`t`,`timestamp`:0,`data`:`timestamp`}",
                "null|{`event_type`:`t`,`timestamp`:0,`data`:null}"
            })
    void leadsWithItsOwnFieldsAndDropsTheirs(String data, String flat) {
        byte[] payload = data.replace('`', '"').getBytes(UTF_8);

        assertThat(new String(codec.wrap(Envelope.FLAT, "t", Instant.EPOCH, payload), UTF_8))
                .isEqualTo(flat.replace('`', '"'));
    }

    @Test
    void wrapsWhateverItHasEncoded() {
        List<Object> nested = new ArrayList<>();
        List<Object> inner = nested;
        for (int depth = 1; depth < 490; depth++) {
            List<Object> next = new ArrayList<>();
            inner.add(next);
            inner = next;
        }
        List<Object> payloads = List.of(
                nested,
                Map.of("deep", nested),
                BigInteger.TEN.pow(5000),
                Map.of("n".repeat(60_000), new BigDecimal("0." + "1".repeat(5000))),
                List.of("x".repeat(100_000)));

        for (Object payload : payloads) {
            byte[] data = codec.encode(payload);
            for (Envelope envelope : Envelope.values()) {
                assertThat(wrap(envelope, data).length()).isGreaterThanOrEqualTo(data.length);
            }
        }
    }

    @Test
    void wrapsWhatIsAsDeepAsItMayBe() {
        byte[] deepest = ("[".repeat(500) + "]".repeat(500)).getBytes(UTF_8);

        assertThat(wrap(Envelope.FLAT, deepest)).endsWith(",\"data\":" + new String(deepest, UTF_8) + "}");
    }

    private String json(@Nullable Object data) {
        return new String(codec.encode(data), UTF_8);
    }

    private String wrap(Envelope envelope, byte[] data) {
        return new String(codec.wrap(envelope, "t\"", NOW, data), UTF_8);
    }
}
