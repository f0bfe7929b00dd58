package io.kvlane.agent.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.discovery.v1.EndpointBuilder;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.kvlane.agent.config.Peer;
import org.junit.jupiter.api.Test;

class SliceReaderTest {

  private final SliceReader reader = new SliceReader(7000);

  @Test
  void shouldReadNodeAddressPortAndCondition() {
    EndpointSlice slice =
        Slices.slice(
            "agents-1", Slices.ready("node-1", "10.0.0.1"), Slices.ending("node-2", "10.0.0.2"));

    assertThat(reader.read(slice))
        .containsExactly(
            new NodeEndpoint(
                new Peer("node-1", "10.0.0.1", 9978),
                false,
                true,
                true,
                "2026-03-01T10:00:00Z",
                "agents-1",
                0),
            new NodeEndpoint(
                new Peer("node-2", "10.0.0.2", 9978),
                true,
                true,
                true,
                "2026-03-01T10:00:00Z",
                "agents-1",
                1));
  }

  @Test
  void shouldUseTheConfiguredPortWhereTheServiceDoesNotNameOne() {
    EndpointSlice unnamed =
        Slices.slice("a", Slices.ready("node-1", "10.0.0.1")).edit().withPorts().build();
    EndpointSlice silent = new EndpointSlice();
    silent.setMetadata(unnamed.getMetadata());
    silent.setEndpoints(unnamed.getEndpoints());
    silent.setPorts(null);

    assertThat(reader.read(unnamed))
        .extracting(endpoint -> endpoint.peer().port())
        .containsExactly(7000);
    assertThat(reader.read(silent))
        .extracting(endpoint -> endpoint.peer().port())
        .containsExactly(7000);
  }

  @Test
  void shouldTakeAPodForServingWhenNothingIsSaid() {
    EndpointSlice slice =
        Slices.slice(
            "a",
            new EndpointBuilder().withNodeName("node-1").withAddresses("10.0.0.1").build(),
            new EndpointBuilder()
                .withNodeName("node-2")
                .withAddresses("10.0.0.2")
                .withNewConditions()
                .withReady(false)
                .endConditions()
                .build());

    assertThat(reader.read(slice)).extracting(NodeEndpoint::serving).containsExactly(true, false);
    assertThat(reader.read(slice)).noneMatch(NodeEndpoint::terminating);
  }

  @Test
  void shouldLeaveOutWhatHasNoNodeOrNoAddress() {
    EndpointSlice slice =
        Slices.slice(
            "a",
            new EndpointBuilder().withAddresses("10.0.0.1").build(),
            new EndpointBuilder().withNodeName("node-2").build(),
            new EndpointBuilder().withNodeName("node-3").withAddresses(" ").build(),
            new EndpointBuilder().withNodeName("Node\"4").withAddresses("10.0.0.4").build());
    EndpointSlice none = Slices.slice("a");
    none.setEndpoints(null);

    assertThat(reader.read(slice)).isEmpty();
    assertThat(reader.read(none)).isEmpty();
  }
}
