package io.kvlane.probes.libfabric;

import io.kvlane.core.library.FabricProviders.Offer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Offers as they come, one for each provider, domain and endpoint type: libfabric repeats itself
 * for every address, protocol and set of capabilities.
 */
final class Offers {

  /** Of a node with 32 devices libfabric makes fewer; further ones are left out. */
  static final int MOST = 512;

  private record Key(String provider, String domain, String endpointType) {}

  private final Map<Key, SortedSet<String>> capabilities = new LinkedHashMap<>();

  /** Adds an offer, or its capabilities to those of the one that is there. */
  void add(Offer offer) {
    Key key = new Key(offer.provider(), offer.domain(), offer.endpointType());
    SortedSet<String> known = capabilities.get(key);
    if (known != null) {
      known.addAll(offer.capabilities());
    } else if (capabilities.size() < MOST) {
      capabilities.put(key, new TreeSet<>(offer.capabilities()));
    }
  }

  /** In the order in which they came. */
  List<Offer> all() {
    return capabilities.entrySet().stream()
        .map(entry ->
            new Offer(
                entry.getKey().provider(),
                entry.getKey().domain(),
                entry.getKey().endpointType(),
                entry.getValue()))
        .toList();
  }
}
