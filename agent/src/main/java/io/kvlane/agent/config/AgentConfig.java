package io.kvlane.agent.config;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Everything that can be set, as keys below {@code kvlane.}. Immutable. Values that do not fit
 * together are refused by {@link ConfigLoader} before anything uses them.
 */
@ConfigMapping(prefix = AgentConfig.PREFIX)
public interface AgentConfig {

  /** Prefix of all keys. */
  String PREFIX = "kvlane";

  @Doc(
      "Name of this node in metrics' and peers' eyes. By default the machine's host name; in"
          + " Kubernetes set it from `spec.nodeName`.")
  Optional<String> nodeName();

  @Doc(
      "Directory that holds the host's `/sys`, `/proc` and `/etc`: `/` on the host itself, a mount"
          + " point in a container.")
  @WithDefault("/")
  Path hostRoot();

  @Doc(
      "Directory for what must survive a restart: the learned expectation, the RDMA devices that"
          + " the node has shown and the node-wide transfer lock. Must be writable. The command"
          + " line in a source tree uses `~/.local/state/kvlane` for other users than root.")
  @WithDefault("/var/lib/kvlane")
  Path stateDirectory();

  @Doc(
      "Path that this node's KV bytes should take: `gpudirect-rdma`, `rdma` or `tcp`. Unset, it is"
          + " learned from what the node shows in several verified runs.")
  Optional<String> expectedPath();

  @Doc(
      "RDMA devices that this kind of node has, virtual functions left out, 0 to 1024. With fewer"
          + " there is a finding. Unset, kvlane misses only what it has seen before.")
  Optional<Integer> expectedRdmaDevices();

  @Doc(
      "KV profiles to transfer: presets (`llama-3.1-8b`, `llama-3.1-70b`, `deepseek-mla`),"
          + " `contiguous` for one large message, or names defined below `kvlane.profile`. At most"
          + " 8.")
  @WithDefault("llama-3.1-8b,contiguous")
  List<String> profiles();

  /** Profiles of the operator's own, by name. */
  Map<String, CustomProfile> profile();

  @Doc(
      "Other nodes to transfer with: `NAME=HOST` or `NAME=HOST:PORT`, separated by spaces or"
          + " commas, at most 1024. Without a port it is `kvlane.control.port`. One list should"
          + " serve all nodes: each adds itself, and only agents that see the same nodes agree on"
          + " who meets whom. Needs certificates.")
  Optional<String> peers();

  /** Transfers with other nodes. */
  PeerTransfers peer();

  /** The channel on which agents agree on a transfer. */
  Control control();

  /** What to ask of Kubernetes, and what to tell it. */
  Kubernetes kubernetes();

  /** The HTTP server. */
  Http http();

  /** How much is transferred, and when. */
  Transfer transfer();

  /** UCX. */
  Ucx ucx();

  /** The GPU driver. */
  Gpu gpu();

  /** The HTTP server. */
  interface Http {

    @Doc("Address to listen on.")
    @WithDefault("0.0.0.0")
    String host();

    @Doc("Port for `/metrics`, `/health`, `/api/v1` and the status page, 1 to 65535.")
    @WithDefault("9977")
    int port();
  }

  /** The channel on which agents agree on a transfer. */
  interface Control {

    @Doc("Address to listen on for the agents of other nodes, once there are certificates.")
    @WithDefault("0.0.0.0")
    String host();

    @Doc("Port to listen on for the agents of other nodes, 1 to 65535.")
    @WithDefault("9978")
    int port();

    @Doc(
        "PEM file with this agent's certificate and those between it and the authority. Without it"
            + " the agent neither listens for others nor transfers with them.")
    Optional<Path> certificateFile();

    @Doc("PEM file with the certificate's private key, PKCS#8, not encrypted.")
    Optional<Path> keyFile();

    @Doc(
        "PEM file with the authority's certificate. Whoever has a certificate of this authority may"
            + " transfer: use it for kvlane alone.")
    Optional<Path> authorityFile();
  }

  /** Transfers with other nodes. */
  interface PeerTransfers {

    @Doc("Time in which a node meets at most one other node: 5 s to 1 h, the same on all nodes.")
    @WithDefault("20s")
    Duration epoch();

    @Doc(
        "Pairs of nodes to measure first: groups of `PREFILL:DECODE`, separated by spaces, each"
            + " side being names of nodes separated by commas, such as"
            + " `node-1,node-2:node-3,node-4`. Each node of one side is a pair of interest with"
            + " each of the other. The same on all nodes; at most 1024 groups.")
    Optional<String> interest();

    @Doc(
        "Pairs that have series of their own, 0 to 256: pairs of interest first, then the worst."
            + " All others are only counted.")
    @WithDefault("32")
    int mostShown();

    @Doc(
        "Share of the link's rate below which a pair is slow, in percent: 0 to 100, where 0 turns"
            + " that off. The link is the slower of the fastest active RDMA ports of both nodes.")
    @WithDefault("40")
    int leastLinkPercent();

    @Doc(
        "Headless Service in Kubernetes whose endpoints are the agents: `NAME`, or"
            + " `NAMESPACE/NAME`. Instead of `kvlane.peers`. Needs certificates, and the right to"
            + " list and watch EndpointSlices.")
    Optional<String> service();
  }

  /** What to ask of Kubernetes, and what to tell it. */
  interface Kubernetes {

    @Doc(
        "Whether to look for worker pods in Kubernetes: `true`, `false`, or `auto`, which is true"
            + " in a pod that has a service account. It needs the right to list and watch pods and"
            + " nodes.")
    @WithDefault("auto")
    String enabled();

    @Doc(
        "Whether nodes with prefill and nodes with decode workers of one deployment become pairs of"
            + " interest, beside those of `kvlane.peer.interest`: `true` or `false`, the same on"
            + " all nodes. Needs certificates. Every agent then watches the worker pods of the"
            + " whole cluster.")
    @WithDefault("true")
    String pairsOfInterest();

    @Doc(
        "Labels of prefill workers: `LABEL=VALUE`, several separated by commas. In addition to"
            + " those of Dynamo and llm-d, which are known; what is set here goes first.")
    Optional<String> prefillSelector();

    @Doc("Labels of decode workers, in the same way.")
    Optional<String> decodeSelector();

    @Doc(
        "Label whose value the prefill and decode workers of one deployment have in common. It goes"
            + " before those of Dynamo and llm-d; where no label says anything, a namespace is one"
            + " deployment.")
    Optional<String> deploymentLabel();

    @Doc(
        "Names of resources that stand for RDMA devices, beside `rdma/*`, `vpc.amazonaws.com/efa`"
            + " and `networking.gke.io.networks/rdma-*`, separated by commas; at most 32.")
    Optional<String> rdmaResources();

    @Doc(
        "The kubelet's socket that tells which devices it gave to which pod. Only root may read"
            + " it.")
    @WithDefault("/var/lib/kubelet/pod-resources/kubelet.sock")
    Path podResourcesSocket();

    @Doc(
        "Whether to keep the condition `KVTransferPath` of this node in Kubernetes: `true` or `false`. Needs the right to"
            + " get nodes and to patch nodes/status, and `kvlane.node-name` as Kubernetes has it.")
    @WithDefault("false")
    String nodeCondition();

    @Doc(
        "Whether to tell in Kubernetes when findings begin and end, as events on the pod or the node: `true` or `false`."
            + " Needs the right to create, get and patch events.")
    @WithDefault("false")
    String events();
  }

  /** How much is transferred, and when. */
  interface Transfer {

    @Doc(
        "Whether the agent transfers, and lets other nodes transfer with this one: `true` or"
            + " `false`. In Kubernetes the node's annotation `kvlane.io/transfers` turns it off"
            + " without a restart. `kvlane check` and `kvlane transfer` do what they are asked for"
            + " all the same.")
    @WithDefault("true")
    String enabled();

    @Doc("Time between two rounds of transfers, on average: 1 s to 1 day.")
    @WithDefault("60s")
    Duration interval();

    @Doc(
        "Bytes a second that transfers may move on average over a minute, warm-up included: 1 MiB"
            + " or more.")
    @WithDefault("16MiB")
    ByteSize budgetPerSecond();

    @Doc("Most bytes that one run moves, 64 KiB to 1 GiB; each side registers as much memory.")
    @WithDefault("64MiB")
    ByteSize maxBytes();

    @Doc(
        "Time after which a run posts no more, 10 ms to 10 s; it ends when what is in flight has"
            + " arrived.")
    @WithDefault("250ms")
    Duration maxDuration();

    @Doc(
        "Time in which a probe process must answer; later it is killed and replaced. Longer than"
            + " `max-duration`, shorter than half the interval.")
    @WithDefault("5s")
    Duration deadline();

    @Doc("Time in which a probe process must have started: 1 s to 1 min.")
    @WithDefault("15s")
    Duration startDeadline();

    @Doc(
        "Share of an RDMA port's rate above which a run is put off in favour of the workers'"
            + " traffic, in percent: 1 to 100, where 100 never puts a run off.")
    @WithDefault("20")
    int liveTrafficPercent();

    @Doc(
        "Time after which a run that is put off again and again is made all the same, but moves at"
            + " most 1 MiB: 10 s to 1 day.")
    @WithDefault("150s")
    Duration liveTrafficPatience();
  }

  /** UCX. */
  interface Ucx {

    @Doc(
        "Directory that holds `libucp.so.0` and `libucs.so.0`, to measure with the UCX of an image."
            + " Unset, the system's search path decides.")
    Optional<Path> libraryDirectory();

    @Doc(
        "UCX settings of the worker pods, so that kvlane's transfers take the path theirs would:"
            + " `NAME=value` pairs separated by spaces, each name beginning with `UCX_`.")
    Optional<String> environment();
  }

  /** The GPU driver. */
  interface Gpu {

    @Doc(
        "Directory that holds the driver's `libnvidia-ml.so.1` and `libcuda.so.1`, where no"
            + " container runtime puts them into the search path. Unset, the system's search path"
            + " decides.")
    Optional<Path> libraryDirectory();
  }

  /** A profile of the operator's own: a preset with changes, or a geometry from scratch. */
  interface CustomProfile {

    @Doc("Preset that gives every value that is not set here.")
    Optional<String> preset();

    @Doc("Transformer layers.")
    Optional<Integer> layers();

    @Doc("Key-value heads before tensor parallelism.")
    Optional<Integer> kvHeads();

    @Doc("Elements of one head's vector; of the compressed vector for `mla`.")
    Optional<Integer> headElements();

    @Doc("Bytes of one element: 2 for bf16, 1 for fp8.")
    Optional<Integer> elementBytes();

    @Doc("How the cache is cut into regions: `split`, `packed` or `mla`.")
    Optional<String> layout();

    @Doc("Ranks that share the model.")
    Optional<Integer> tensorParallel();

    @Doc("Tokens in a block of the paged cache.")
    Optional<Integer> blockTokens();

    @Doc("Length of the prompt in tokens.")
    @WithDefault("8000")
    int inputTokens();
  }
}
