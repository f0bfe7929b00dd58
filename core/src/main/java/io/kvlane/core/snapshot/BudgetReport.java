package io.kvlane.core.snapshot;

/**
 * The byte budget of all transfers.
 *
 * @param bytesPerSecond bytes a second that transfers may move on average
 * @param usedRatio share of the budget used over the averaging window, 0 to 1, above 1 when
 *     overdrawn
 */
public record BudgetReport(long bytesPerSecond, double usedRatio) {}
