package io.kvlane.core.finding.rules;

import io.kvlane.core.finding.Finding;
import io.kvlane.core.finding.Rule;
import io.kvlane.core.finding.Severity;
import io.kvlane.core.pci.PciLink;
import io.kvlane.core.pci.PciTree;
import io.kvlane.core.snapshot.NodeSnapshot;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The PCI link of a NIC or GPU is slower or narrower than card and slot could have it, or than that
 * of most cards of its model. One finding a card, however many functions it has.
 */
final class PcieLinkDegraded implements Rule {

  @Override
  public String name() {
    return "pcie-link-degraded";
  }

  @Override
  public List<Finding> evaluate(NodeSnapshot snapshot, Instant now) {
    return snapshot.inspection().pci(now).stream()
        .flatMap(tree ->
            PciCard.of(tree, snapshot, now).stream()
                .collect(Collectors.groupingBy(PciCard::model))
                .values()
                .stream()
                .flatMap(cards -> findings(tree, cards)))
        .toList();
  }

  private Stream<Finding> findings(PciTree tree, List<PciCard> cards) {
    return cards.stream()
        .map(card -> Map.entry(card, reasons(tree, card, cards)))
        .filter(entry -> !entry.getValue().isEmpty())
        .map(entry -> finding(entry.getKey(), entry.getValue()));
  }

  private static List<String> reasons(PciTree tree, PciCard card, List<PciCard> cards) {
    List<String> reasons = new ArrayList<>();
    tree.attainableLink(card.function())
        .filter(card::isBelow)
        .ifPresent(best -> reasons.add("card and slot can have " + best.text()));
    Majority.of(cards.stream().map(other -> other.link().lanes()).toList())
        .filter(usual -> card.link().lanes() < usual.value())
        .ifPresent(usual ->
            reasons.add("%s cards of this model have x%d".formatted(usual.share(), usual.value())));
    Majority.of(cards.stream().map(other -> other.link().gigatransfersPerSecond()).toList())
        .map(usual -> Map.entry(usual.share(), new PciLink(usual.value(), card.link().lanes())))
        .filter(usual -> card.isBelow(usual.getValue()))
        .ifPresent(usual ->
            reasons.add(
                "%s cards of this model have %s"
                    .formatted(usual.getKey(), usual.getValue().speedText())));
    return reasons;
  }

  private Finding finding(PciCard card, List<String> reasons) {
    PciLink link = card.link();
    String address = card.function().address().text();
    return new Finding(
        name(),
        Severity.WARNING,
        card.name(),
        "The PCI link of %s is %s only.".formatted(card.name(), link.text()),
        Stream.concat(Stream.of("link at %s: %s".formatted(address, link.text())), reasons.stream())
            .toList(),
        "Reseat the card and look for PCI errors (dmesg -T | grep -E 'AER|%s') and at the slot's"
                .formatted(address)
            + " settings in the BIOS, and follow "
            + Finding.runbookOf(name()));
  }
}
