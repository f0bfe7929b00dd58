package io.kvlane.agent.config;

import io.kvlane.agent.config.AgentConfig.CustomProfile;
import io.kvlane.core.profile.KvGeometry;
import io.kvlane.core.profile.KvLayout;
import io.kvlane.core.profile.KvPreset;
import io.kvlane.core.profile.KvProfile;
import io.kvlane.core.profile.TransferShape;
import io.kvlane.core.transfer.Labelled;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The KV profiles that a configuration names. */
final class Profiles {

  /** Name of the profile that is one large message. */
  static final String CONTIGUOUS = "contiguous";

  private static final int CONTIGUOUS_BYTES = 1 << 30;
  private static final int MOST_PROFILES = 8;
  private static final List<String> PRESETS =
      Arrays.stream(KvPreset.values()).map(KvPreset::label).toList();

  private Profiles() {}

  /** The profiles in the order they are named. */
  static List<KvProfile> of(AgentConfig config) throws ConfigException {
    List<String> names = config.profiles().stream().map(String::strip).toList();
    if (names.isEmpty() || names.size() > MOST_PROFILES) {
      throw new ConfigException(
          "kvlane.profiles names " + names.size() + " profiles: name 1 to " + MOST_PROFILES);
    }
    for (String name : names) {
      if (names.indexOf(name) != names.lastIndexOf(name)) {
        throw new ConfigException("kvlane.profiles names " + name + " twice: name it once");
      }
    }
    for (String own : config.profile().keySet()) {
      requireUsable(own, names);
    }
    List<KvProfile> profiles = new ArrayList<>();
    for (String name : names) {
      profiles.add(profile(name, config.profile()));
    }
    return profiles;
  }

  /** Refuses a definition that nothing would come of. */
  private static void requireUsable(String own, List<String> names) throws ConfigException {
    if (own.equals(CONTIGUOUS) || PRESETS.contains(own)) {
      throw new ConfigException(
          key(own) + ": there is a profile of that name already: choose another name");
    }
    if (!names.contains(own)) {
      throw new ConfigException(
          key(own) + " is defined but not used: add its name to kvlane.profiles, or remove it");
    }
  }

  private static String key(String name) {
    return "kvlane.profile.\"" + name + "\"";
  }

  private static KvProfile profile(String name, Map<String, CustomProfile> custom)
      throws ConfigException {
    if (name.equals(CONTIGUOUS)) {
      return new KvProfile(name, TransferShape.contiguous(CONTIGUOUS_BYTES));
    }
    CustomProfile own = custom.get(name);
    if (own == null) {
      return listed(name).profile();
    }
    try {
      return build(name, own);
    } catch (IllegalArgumentException e) {
      throw new ConfigException(key(name) + ": " + e.getMessage(), e);
    }
  }

  private static KvProfile build(String name, CustomProfile own) throws ConfigException {
    Optional<KvPreset> base = Optional.empty();
    if (own.preset().isPresent()) {
      base = Optional.of(label(KvPreset.class, own.preset().get(), key(name) + ".preset"));
    }
    Optional<KvLayout> layout = Optional.empty();
    if (own.layout().isPresent()) {
      layout = Optional.of(label(KvLayout.class, own.layout().get(), key(name) + ".layout"));
    }
    Optional<KvGeometry> from = base.map(KvPreset::geometry);
    KvGeometry geometry =
        new KvGeometry(
            need(name, "layers", own.layers(), from.map(KvGeometry::layers)),
            need(name, "kv-heads", own.kvHeads(), from.map(KvGeometry::kvHeads)),
            need(name, "head-elements", own.headElements(), from.map(KvGeometry::headElements)),
            need(name, "element-bytes", own.elementBytes(), from.map(KvGeometry::elementBytes)),
            need(name, "layout", layout, from.map(KvGeometry::layout)));
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
            new ConfigException(key(name) + "." + key + " is missing: set it, or name a preset"));
  }

  private static KvPreset listed(String name) throws ConfigException {
    try {
      return Labelled.parse(KvPreset.class, name);
    } catch (IllegalArgumentException e) {
      throw new ConfigException(
          "kvlane.profiles: %s, %s; or define it as %s"
              .formatted(e.getMessage(), CONTIGUOUS, key(name)),
          e);
    }
  }

  private static <E extends Enum<E> & Labelled> E label(Class<E> type, String label, String key)
      throws ConfigException {
    try {
      return Labelled.parse(type, label);
    } catch (IllegalArgumentException e) {
      throw new ConfigException(key + ": " + e.getMessage(), e);
    }
  }
}
