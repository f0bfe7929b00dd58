package io.kvlane.agent.discovery;

import static io.kvlane.agent.discovery.Slices.ready;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.discovery.v1.Endpoint;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class SliceStoreTest {

  private static final String KEY = "kvlane/a";

  private final SliceStore store = new SliceStore(new SliceReader(9978), 3);

  @Test
  void shouldRememberEndpointsAndOfTheRestNamesAndVersionsOnly() {
    store.put(KEY, slice("a", "1", ready("node-1", "10.0.0.1")));

    EndpointSlice rest = Objects.requireNonNull(store.get(KEY));
    assertThat(store.getKey(rest)).isEqualTo(KEY);
    assertThat(rest.getMetadata().getResourceVersion()).isEqualTo("1");
    assertThat(rest.getEndpoints()).isEmpty();
    assertThat(rest.getMetadata().getLabels()).isEmpty();
    assertThat(store.endpoints())
        .extracting(found -> found.peer().name())
        .containsExactly("node-1");
    assertThat(store.keySet()).containsExactly(KEY);
    assertThat(store.values()).containsExactly(rest);
    assertThat(store.size()).isEqualTo(1);
  }

  @Test
  void shouldReplaceAndForget() {
    store.put(KEY, slice("a", "1", ready("node-1", "10.0.0.1"), ready("node-2", "10.0.0.2")));
    EndpointSlice before = store.put(KEY, slice("a", "2", ready("node-3", "10.0.0.3")));

    assertThat(Objects.requireNonNull(before).getMetadata().getResourceVersion()).isEqualTo("1");
    assertThat(store.endpoints())
        .extracting(found -> found.peer().name())
        .containsExactly("node-3");

    assertThat(store.remove(KEY)).isNotNull();
    assertThat(store.remove(KEY)).isNull();
    assertThat(store.endpoints()).isEmpty();
    assertThat(store.size()).isZero();
  }

  @Test
  void shouldHoldNoMoreThanItMayAndSaySo() {
    store.put(KEY, slice("a", "1", ready("node-1", "10.0.0.1"), ready("node-2", "10.0.0.2")));
    store.put(
        "kvlane/b", slice("b", "2", ready("node-3", "10.0.0.3"), ready("node-4", "10.0.0.4")));

    assertThat(store.endpoints()).hasSize(2);
    assertThat(store.size()).isEqualTo(2);
    assertThat(store.isWhole()).isFalse();

    store.put("kvlane/b", slice("b", "3", ready("node-3", "10.0.0.3")));

    assertThat(store.endpoints()).hasSize(3);
    assertThat(store.isWhole()).isTrue();
  }

  private static EndpointSlice slice(String name, String version, Endpoint... endpoints) {
    return Slices.slice(name, endpoints)
        .edit()
        .editMetadata()
        .withNamespace("kvlane")
        .withResourceVersion(version)
        .endMetadata()
        .build();
  }
}
