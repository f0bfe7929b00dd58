package io.kvlane.core.library;

import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What libfabric offers on this node ({@code fi_getinfo(3)}).
 *
 * @param version version of the library, such as {@code 2.1}; it does not tell its patch level
 * @param offers one a provider, domain and endpoint type, in the library's order
 */
public record FabricProviders(String version, List<Offer> offers) {

  /**
   * What a provider offers.
   *
   * @param provider such as {@code efa} or {@code tcp;ofi_rxm}
   * @param domain such as {@code rdmap16s27-rdm}
   * @param endpointType such as {@code FI_EP_RDM}
   * @param capabilities such as {@code FI_RMA} and {@code FI_HMEM}; of what comes in several
   *     variants, those of all
   */
  public record Offer(
      String provider, String domain, String endpointType, SortedSet<String> capabilities) {

    /** Takes a copy. */
    public Offer {
      capabilities = new TreeSet<>(capabilities);
    }
  }

  /** Takes a copy. */
  public FabricProviders {
    offers = List.copyOf(offers);
  }

  /** Whether a provider is there. */
  public boolean has(String provider) {
    return offers.stream().anyMatch(offer -> offer.provider().equals(provider));
  }
}
