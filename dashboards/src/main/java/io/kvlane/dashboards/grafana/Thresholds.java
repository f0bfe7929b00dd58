package io.kvlane.dashboards.grafana;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/**
 * From which value on a panel has which colour.
 *
 * @param base colour below the first step
 * @param steps by rising value
 */
record Thresholds(Colour base, List<Step> steps) {

  /** One colour, from a value on. */
  record Step(double from, Colour colour) {}

  Thresholds {
    steps = List.copyOf(steps);
  }

  /** One colour whatever the value. */
  static Thresholds always(Colour colour) {
    return new Thresholds(colour, List.of());
  }

  /** Wrong from the first one on. */
  static Thresholds noneIsGood() {
    return always(Colour.GOOD).from(1, Colour.WRONG);
  }

  /** The same with one more step. */
  Thresholds from(double value, Colour colour) {
    List<Step> more = new ArrayList<>(steps);
    more.add(new Step(value, colour));
    return new Thresholds(base, more);
  }

  ObjectNode json() {
    ArrayNode all = Json.array(List.of());
    ObjectNode first = Json.object("color", base.grafana());
    first.putNull("value");
    all.add(first);
    steps.forEach(
        step -> all.add(Json.object("color", step.colour().grafana(), "value", step.from())));
    return Json.object("mode", "absolute", "steps", all);
  }
}
