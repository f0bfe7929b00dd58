package io.kvlane.agent.http;

import io.kvlane.agent.http.FindingViews.Findings;
import io.kvlane.agent.http.NodeViews.NodeView;
import io.kvlane.agent.http.PeerViews.Peers;
import io.kvlane.agent.http.TransferViews.Transfers;
import io.kvlane.agent.node.NodeState;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/** {@code /api/v1}: what the agent knows, as JSON. Read only. */
@Path("/api/v1")
@Produces(MediaType.APPLICATION_JSON)
public final class Api {

  private final NodeState state;

  Api(NodeState state) {
    this.state = state;
  }

  /**
   * The node: build, engines, probe processes, RDMA devices, expectation, budget, verdict on the
   * fabric.
   */
  @GET
  @Path("node")
  public NodeView node() {
    return NodeViews.of(state.snapshot());
  }

  /**
   * All runs: the latest of each kind and the latest verified one, with the evidence of its path.
   */
  @GET
  @Path("transfers")
  public Transfers transfers() {
    return TransferViews.of(state.snapshot());
  }

  /**
   * The other nodes: which there are, how they do, and the pairs that are shown, with how fast they
   * are.
   */
  @GET
  @Path("peers")
  public Peers peers() {
    return PeerViews.of(state.snapshot());
  }

  /** What is wrong, how we know, and what to do. */
  @GET
  @Path("findings")
  public Findings findings() {
    return FindingViews.of(state.snapshot());
  }
}
