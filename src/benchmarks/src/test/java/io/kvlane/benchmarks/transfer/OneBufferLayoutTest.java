package io.kvlane.benchmarks.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class OneBufferLayoutTest {

  @Test
  void shouldPutEveryDescriptorAtTheStart() {
    OneBufferLayout layout = OneBufferLayout.of(32768);
    int last = layout.shape().descriptors() - 1;
    assertThat(layout.initiatorOffset(last)).isZero();
    assertThat(layout.responderOffset(last)).isZero();
    assertThat(layout.shape().descriptorBytes()).isEqualTo(32768);
  }
}
