package io.kvlane.core.pci;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PciLinkTest {

  private static final PciLink FULL = new PciLink(32, 16);

  @Test
  void shouldBeBelowWhatIsFasterOrWider() {
    assertThat(new PciLink(16, 16).isBelow(FULL)).isTrue();
    assertThat(new PciLink(32, 8).isBelow(FULL)).isTrue();
    assertThat(new PciLink(64, 8).isBelow(FULL)).isTrue();
    assertThat(FULL.isBelow(FULL)).isFalse();
    assertThat(FULL.isBelow(new PciLink(16, 8))).isFalse();
  }

  @Test
  void shouldHaveInCommonWhatBothAllow() {
    assertThat(new PciLink(64, 8).common(FULL)).isEqualTo(new PciLink(32, 8));
  }

  @Test
  void shouldBeWrittenAsPeopleDo() {
    assertThat(FULL.text()).isEqualTo("32 GT/s x16");
    assertThat(new PciLink(2.5, 1).text()).isEqualTo("2.5 GT/s x1");
  }
}
