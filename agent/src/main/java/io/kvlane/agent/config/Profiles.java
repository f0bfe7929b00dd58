package io.kvlane.agent.config;

import io.kvlane.agent.config.AgentConfig.CustomProfile;
import io.kvlane.core.profile.KvGeometry;
import io.kvlane.core.profile.KvLayout;
import io.kvlane.core.profile.KvPreset;
import io.kvlane.core.profile.KvProfile;
import io.kvlane.core.profile.TransferShape;
import io.kvlane.core.transfer.Labelled;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The KV profiles that a configuration names. */
final class Profiles {

  /** Name of the profile that is one large message. */
  static final String CONTIGUOUS = "contiguous";

  private static final int CONTIGUOUS_BYTES = 1 << 30;
  private static final int MOST_PROFILES = 8;

  private Profiles() {}

  /** The profiles in the order they are named, each once. */
  static List<KvProfile> of(AgentConfig config) throws ConfigException {
    List<String> names = config.profiles().stream().map(String::strip).distinct().toList();
    if (names.isEmpty() || names.size() > MOST_PROFILES) {
      throw new ConfigException(
          "kvlane.profiles names " + names.size() + " profiles: name 1 to " + MOST_PROFILES);
    }
    List<KvProfile> profiles = new ArrayList<>();
    for (String name : names) {
      profiles.add(profile(name, config.profile()));
    }
    return profiles;
  }

  private static KvProfile profile(String name, Map<String, CustomProfile> custom)
      throws ConfigException {
    if (name.equals(CONTIGUOUS)) {
      return new KvProfile(name, TransferShape.contiguous(CONTIGUOUS_BYTES));
    }
    CustomProfile own = custom.get(name);
    if (own == null) {
      return preset(name, "kvlane.profiles").profile();
    }
    try {
      return build(name, own);
    } catch (IllegalArgumentException e) {
      throw new ConfigException("kvlane.profile.\"" + name + "\": " + e.getMessage(), e);
    }
  }

  private static KvProfile build(String name, CustomProfile own) throws ConfigException {
    Optional<KvPreset> base = Optional.empty();
    if (own.preset().isPresent()) {
      base = Optional.of(preset(own.preset().get(), "kvlane.profile.\"" + name + "\".preset"));
    }
    Optional<KvGeometry> from = base.map(KvPreset::geometry);
    KvGeometry geometry =
        new KvGeometry(
            need(name, "layers", own.layers(), from.map(KvGeometry::layers)),
            need(name, "kv-heads", own.kvHeads(), from.map(KvGeometry::kvHeads)),
            need(name, "head-elements", own.headElements(), from.map(KvGeometry::headElements)),
            need(name, "element-bytes", own.elementBytes(), from.map(KvGeometry::elementBytes)),
            need(
                name,
                "layout",
                own.layout().map(label -> Labelled.parse(KvLayout.class, label)),
                from.map(KvGeometry::layout)));
    return KvProfile.of(
        name,
        geometry,
        need(name, "tensor-parallel", own.tensorParallel(), base.map(KvPreset::tensorParallel)),
        need(name, "block-tokens", own.blockTokens(), base.map(KvPreset::blockTokens)),
        own.inputTokens());
  }

  private static <T> T need(String name, String key, Optional<T> own, Optional<T> base)
      throws ConfigException {
    return own.or(() -> base)
        .orElseThrow(() ->
            new ConfigException(
                "kvlane.profile.\"%s\".%s is missing: set it, or name a preset"
                    .formatted(name, key)));
  }

  private static KvPreset preset(String name, String key) throws ConfigException {
    try {
      return Labelled.parse(KvPreset.class, name);
    } catch (IllegalArgumentException e) {
      throw new ConfigException(key + ": unknown profile " + e.getMessage() + ", " + CONTIGUOUS, e);
    }
  }
}
