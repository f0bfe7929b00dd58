package io.kvlane.dashboards.grafana;

import com.fasterxml.jackson.databind.node.ArrayNode;
import java.util.ArrayList;
import java.util.List;

/**
 * A column of a table.
 *
 * @param title its heading
 * @param unit of its values
 * @param mappings texts in place of values
 * @param thresholds colours by value; none means that the cell has no colour of its own, but for
 *     those of mappings
 * @param links of each cell
 * @param width in pixels, 0 for whatever is left
 */
record Column(
    String title,
    Unit unit,
    Mappings mappings,
    List<Thresholds> thresholds,
    List<Link> links,
    int width) {

  static Column of(String title, Unit unit) {
    return new Column(title, unit, Mappings.none(), List.of(), List.of(), 0);
  }

  static Column text(String title) {
    return of(title, Unit.TEXT);
  }

  Column mapped(Mappings to) {
    return new Column(title, unit, to, thresholds, links, width);
  }

  Column coloured(Thresholds by) {
    return new Column(title, unit, mappings, List.of(by), links, width);
  }

  Column linked(Link to) {
    return new Column(title, unit, mappings, thresholds, List.of(to), width);
  }

  Column wide(int pixels) {
    return new Column(title, unit, mappings, thresholds, links, pixels);
  }

  private boolean hasColour() {
    return !thresholds.isEmpty()
        || mappings.entries().stream().anyMatch(entry -> entry.colour() != Colour.UNKNOWN);
  }

  /** The properties that make the column so. */
  ArrayNode properties() {
    List<Object> properties = new ArrayList<>();
    properties.add(Panel.property("unit", unit.grafana()));
    if (!mappings.entries().isEmpty()) {
      properties.add(Panel.property("mappings", mappings.json()));
    }
    thresholds.forEach(by -> properties.add(Panel.property("thresholds", by.json())));
    if (hasColour()) {
      properties.add(
          Panel.property(
              "custom.cellOptions", Json.object("type", "color-background", "mode", "basic")));
    }
    if (!links.isEmpty()) {
      properties.add(Panel.property("links", links.stream().map(Link::json).toList()));
    }
    if (width > 0) {
      properties.add(Panel.property("custom.width", width));
    }
    return Json.array(properties);
  }
}
