package io.kvlane.core.rdma;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Something that sysfs and libibverbs say differently.
 *
 * @param device device that it is about
 * @param what what is different, such as {@code port 1 state}
 * @param sysfs what sysfs says
 * @param verbs what libibverbs says
 */
public record ViewDifference(String device, String what, String sysfs, String verbs) {

  private static final String ABSENT = "absent";

  /** All differences, by device. */
  public static List<ViewDifference> between(List<RdmaDevice> sysfs, List<VerbsDevice> verbs) {
    List<ViewDifference> found = new ArrayList<>();
    Map<String, VerbsDevice> unmatched = new LinkedHashMap<>();
    verbs.forEach(device -> unmatched.put(device.name(), device));
    for (RdmaDevice device : sysfs) {
      VerbsDevice seen = unmatched.remove(device.name());
      if (seen == null) {
        found.add(new ViewDifference(device.name(), "device", "present", ABSENT));
      } else {
        compare(device, seen, found);
      }
    }
    unmatched
        .keySet()
        .forEach(name -> found.add(new ViewDifference(name, "device", ABSENT, "present")));
    return List.copyOf(found);
  }

  private static void compare(RdmaDevice device, VerbsDevice verbs, List<ViewDifference> found) {
    if (verbs.problem() != null) {
      found.add(new ViewDifference(device.name(), "device", "present", verbs.problem()));
      return;
    }
    device
        .identity()
        .firmware()
        .ifPresent(firmware -> add(device, "firmware", firmware, verbs.firmware(), found));
    Map<Integer, VerbsDevice.VerbsPort> unmatched = new LinkedHashMap<>();
    verbs.ports().forEach(port -> unmatched.put(port.number(), port));
    for (RdmaPort port : device.ports()) {
      String name = "port " + port.id().number();
      VerbsDevice.VerbsPort seen = unmatched.remove(port.id().number());
      if (seen == null) {
        add(device, name, "present", ABSENT, found);
      } else {
        PortLink link = port.link();
        add(device, name + " state", link.state().label(), seen.state().label(), found);
        add(device, name + " link layer", link.layer().label(), seen.layer().label(), found);
      }
    }
    unmatched.keySet().forEach(number -> add(device, "port " + number, ABSENT, "present", found));
  }

  private static void add(
      RdmaDevice device, String what, String sysfs, String verbs, List<ViewDifference> found) {
    if (!Objects.equals(sysfs, verbs)) {
      found.add(new ViewDifference(device.name(), what, sysfs, verbs));
    }
  }

  /** The difference in words. */
  public String text() {
    return "%s: sysfs says %s, libibverbs says %s".formatted(what, sysfs, verbs);
  }
}
