package io.kvlane.core.profile;

/**
 * Where every descriptor of a transfer lies in the initiator's and in the responder's buffer.
 * Immutable; both sides have equal layouts.
 */
public interface DescriptorLayout {

  /** The transfer that is laid out. */
  TransferShape shape();

  /** Byte offset of a descriptor in the initiator's buffer. */
  long initiatorOffset(int descriptor);

  /** Byte offset of a descriptor in the responder's buffer. */
  long responderOffset(int descriptor);
}
