package io.kvlane.agent.config;

/**
 * Another node to transfer with.
 *
 * @param name name of the node, which its metrics carry
 * @param host name or address where its agent listens
 * @param port port where its agent listens
 */
public record Peer(String name, String host, int port) {}
