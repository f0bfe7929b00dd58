package io.kvlane.agent.kubelet;

/** A pod of this node. */
public record PodName(String namespace, String name) {}
