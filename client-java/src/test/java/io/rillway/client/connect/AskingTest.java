// SPDX-License-Identifier: Apache-2.0
package io.rillway.client.connect;

import static org.assertj.core.api.Assertions.assertThat;

import io.rillway.client.model.Credential;
import io.rillway.client.model.NamedValue;
import io.rillway.client.model.RequestOptions;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AskingTest {

    private static Asking asking(String uri, RequestOptions options, String lastEventId) {
        return new Asking(URI.create(uri), options, Credential.NONE, lastEventId);
    }

    @Test
    void addsItsParametersToThoseOfTheAddress() {
        RequestOptions options = RequestOptions.defaults().withParameter(new NamedValue("a", "ä&="));
        Asking asking = new Asking(
                URI.create("http://host/x?y=%20#here"), options, Credential.parameter("session_id", "s"), "");
        assertThat(asking.uri()).hasToString("http://host/x?y=%20&a=%C3%A4%26%3D&session_id=s");
        assertThat(asking("http://host/x#here", RequestOptions.defaults(), "").uri())
                .hasToString("http://host/x");
    }

    @Test
    void anAcceptOfTheCallersTakesThePlaceOfTheOwn() {
        RequestOptions options = RequestOptions.defaults().withHeader(new NamedValue("accept", "text/*"));
        Asking asking = asking("http://host/x", options, "");
        assertThat(asking.request(Hop.first(asking.uri())).headers().allValues("Accept"))
                .containsExactly("text/*");
    }

    @Test
    void showsTheUserOfTheAddressAsCurlDoes() {
        Asking asking = asking("http://anna:p%40ss@host/x", RequestOptions.defaults(), "");
        Hop first = Hop.first(asking.uri());
        assertThat(authorization(asking, first)).containsExactly("Basic YW5uYTpwQHNz");
        assertThat(authorization(asking, first.to(URI.create("http://other/"), 307, "GET")))
                .isEmpty();
        assertThat(authorization(asking("http://host/x", RequestOptions.defaults(), ""), first))
                .isEmpty();
    }

    @Test
    void aCredentialTakesThePlaceOfTheUserOfTheAddress() {
        RequestOptions own = RequestOptions.defaults().withHeader(new NamedValue("authorization", "Own"));
        Asking asking = asking("http://anna@host/x", own, "");
        assertThat(authorization(asking, Hop.first(asking.uri()))).containsExactly("Own");

        Asking bearer = new Asking(asking.target(), RequestOptions.defaults(), Credential.bearer("t"), "");
        assertThat(authorization(bearer, Hop.first(asking.uri()))).containsExactly("Bearer t");
    }

    private static List<String> authorization(Asking asking, Hop hop) {
        return asking.request(hop).headers().allValues("Authorization");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "a b", "e-7/~!", "", " a", "a ", "a\tb"})
    void sendsPlainIds(String id) {
        assertThat(Asking.isSendable(id)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u00e9", "\u20ac", " ", "\u0001", "\u007f", "\ud83d\ude00"})
    void doesNotSendIdsThatWouldBeSpoiled(String id) {
        assertThat(Asking.isSendable(id)).isFalse();
        Asking asking = asking("http://host/x", RequestOptions.defaults(), id);
        assertThat(asking.request(Hop.first(asking.uri())).headers().firstValue("Last-Event-ID"))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://host:80/y", "HTTP://HOST/y", "http://host/"})
    void theSameOriginHasTheSameSchemeHostAndPort(String other) {
        assertThat(Origins.isSame(URI.create("http://host/x"), URI.create(other)))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://host/x", "http://host:8080/x", "http://host.evil/x", "https://host:80/x"})
    void anythingElseIsAnotherOrigin(String other) {
        assertThat(Origins.isSame(URI.create("http://host/x"), URI.create(other)))
                .isFalse();
    }

    @Test
    void namesAPlaceWithoutItsSecrets() {
        assertThat(Origins.redacted(URI.create("http://user:pw@host:81/a%20b?token=x#y")))
                .isEqualTo("http://host:81/a%20b");
    }
}
