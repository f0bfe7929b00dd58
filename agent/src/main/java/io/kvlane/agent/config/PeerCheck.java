package io.kvlane.agent.config;

import io.kvlane.agent.config.PeerSettings.ServiceName;
import io.kvlane.core.peer.InterestGroup;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Checks what is set about transfers with other nodes. */
final class PeerCheck {

  private static final Duration SHORTEST_EPOCH = Duration.ofSeconds(5);
  private static final Duration LONGEST_EPOCH = Duration.ofHours(1);
  private static final int MOST_SHOWN = 256;
  private static final int MOST_GROUPS = 1024;

  private static final String NODES = "[a-z0-9][a-z0-9.-]*(?:,[a-z0-9][a-z0-9.-]*)*";
  private static final Pattern GROUP = Pattern.compile("(" + NODES + "):(" + NODES + ")");

  /** A namespace and the name of a Service are DNS labels (RFC 1123, RFC 1035). */
  private static final String LABEL = "[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?";

  private static final Pattern SERVICE = Pattern.compile("(?:(" + LABEL + ")/)?(" + LABEL + ")");

  private PeerCheck() {}

  static PeerSettings of(AgentConfig config) throws ConfigException {
    AgentConfig.PeerTransfers peer = config.peer();
    return new PeerSettings(
        SettingsCheck.inRange("peer.epoch", peer.epoch(), SHORTEST_EPOCH, LONGEST_EPOCH),
        interest(peer.interest().orElse("")),
        SettingsCheck.inRange("kvlane.peer.most-shown", peer.mostShown(), 0, MOST_SHOWN),
        SettingsCheck.inRange("kvlane.peer.least-link-percent", peer.leastLinkPercent(), 0, 100)
            / SettingsCheck.PERCENT,
        service(config));
  }

  private static List<InterestGroup> interest(String text) throws ConfigException {
    List<InterestGroup> groups = new ArrayList<>();
    for (String word : text.strip().split("\\s+")) {
      if (word.isEmpty()) {
        continue;
      }
      Matcher group = GROUP.matcher(word);
      if (!group.matches()) {
        throw new ConfigException(
            "kvlane.peer.interest: '"
                + word
                + "' is not PREFILL:DECODE, such as node-1,node-2:node-3,node-4");
      }
      groups.add(
          new InterestGroup(
              List.of(group.group(1).split(",")), List.of(group.group(2).split(","))));
    }
    SettingsCheck.inRange(
        "the number of groups in kvlane.peer.interest", groups.size(), 0, MOST_GROUPS);
    return groups;
  }

  private static Optional<ServiceName> service(AgentConfig config) throws ConfigException {
    Optional<String> set =
        config.peer().service().map(String::strip).filter(name -> !name.isEmpty());
    if (set.isEmpty()) {
      return Optional.empty();
    }
    Matcher service = SERVICE.matcher(set.get());
    if (!service.matches()) {
      throw new ConfigException(
          "kvlane.peer.service: '" + set.get() + "' is neither NAME nor NAMESPACE/NAME");
    }
    if (!config.peers().orElse("").isBlank()) {
      throw new ConfigException(
          "kvlane.peer.service and kvlane.peers both say which nodes there are: set one of them");
    }
    if (config.control().certificateFile().isEmpty()) {
      throw new ConfigException(
          "kvlane.peer.service needs certificates: set kvlane.control.certificate-file,"
              + " kvlane.control.key-file and kvlane.control.authority-file");
    }
    return Optional.of(new ServiceName(Optional.ofNullable(service.group(1)), service.group(2)));
  }
}
