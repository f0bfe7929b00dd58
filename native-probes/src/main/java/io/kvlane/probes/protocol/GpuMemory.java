package io.kvlane.probes.protocol;

/**
 * The GPU whose memory an end of a session moves.
 *
 * @param address where it is on the PCI bus
 * @param staged whether to copy through host memory on purpose, whatever the engine could do
 */
public record GpuMemory(String address, boolean staged) {}
