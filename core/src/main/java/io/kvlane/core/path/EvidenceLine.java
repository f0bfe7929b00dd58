package io.kvlane.core.path;

/**
 * One piece of evidence in words, for pages and findings.
 *
 * @param kind what it is
 * @param text one line with the figures
 */
public record EvidenceLine(EvidenceKind kind, String text) {}
