package io.kvlane.probes.uct;

import io.kvlane.core.library.UcxComponents.Component;
import io.kvlane.core.library.UcxComponents.Domain;
import io.kvlane.probes.engine.TransferException;
import io.kvlane.probes.libc.NativeStruct;
import java.util.ArrayList;
import java.util.List;

/** A component of UCX, by its handle. */
final class UctComponent {

  /** More memory domains than any node has devices; further ones are left out. */
  static final int MOST_DOMAINS = 64;

  /**
   * A component that counts more is not believed. It gets room for twice as many: what is there may
   * change between the question for the count and that for the list, and UCX knows no limit.
   */
  private static final int MOST_LISTED = 4096;

  private final UctLibrary library;
  private final long component;

  UctComponent(UctLibrary library, long component) {
    this.library = library;
    this.component = component;
  }

  /**
   * The component with its memory domains; one that does not list them has a single one, of its own
   * name, with the problem.
   *
   * @throws TransferException when UCX does not even give its name
   */
  Component describe() throws TransferException {
    String name =
        query(UctLayout.COMPONENT_FIELD_NAME)
            .text(UctLayout.COMPONENT_ATTR_NAME, UctLayout.COMPONENT_NAME_BYTES);
    try {
      List<Domain> domains = new ArrayList<>();
      for (String domain : domainNames()) {
        domains.add(UctDomain.describe(library, component, domain));
      }
      return new Component(name, domains);
    } catch (TransferException e) {
      return new Component(name, List.of(UctDomain.unusable(name, String.valueOf(e.getMessage()))));
    }
  }

  private List<String> domainNames() throws TransferException {
    int count =
        query(UctLayout.COMPONENT_FIELD_MD_RESOURCE_COUNT)
            .getInt(UctLayout.COMPONENT_ATTR_MD_RESOURCE_COUNT);
    if (count < 0 || count > MOST_LISTED) {
      throw new TransferException(
          TransferException.Kind.FAILED,
          "uct_component_query: " + Integer.toUnsignedString(count) + " memory domains");
    }
    NativeStruct listed = new NativeStruct(2 * MOST_LISTED * UctLayout.MD_RESOURCE_BYTES);
    NativeStruct attributes =
        new NativeStruct(UctLayout.STRUCT_BYTES)
            .putLong(UctLayout.COMPONENT_ATTR_MD_RESOURCES, listed.address());
    query(attributes, UctLayout.COMPONENT_FIELD_MD_RESOURCES);
    attributes.keepUntilHere();
    listed.keepUntilHere();
    List<String> names = new ArrayList<>();
    for (int i = 0; i < Math.min(count, MOST_DOMAINS); i++) {
      names.add(listed.text(i * UctLayout.MD_RESOURCE_BYTES, UctLayout.MD_RESOURCE_BYTES));
    }
    return names;
  }

  private NativeStruct query(long field) throws TransferException {
    return query(new NativeStruct(UctLayout.STRUCT_BYTES), field);
  }

  private NativeStruct query(NativeStruct attributes, long field) throws TransferException {
    attributes.putLong(UctLayout.COMPONENT_ATTR_FIELD_MASK, field);
    library.check(
        "uct_component_query", library.uct().uct_component_query(component, attributes.address()));
    return attributes;
  }
}
