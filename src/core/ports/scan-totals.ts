/**
 * Bytes that Athena has scanned for this browser, by day ("2026-11-30", UTC): of all its tabs, and kept over reloads. Both throw
 * `StorageError` where the storage fails.
 */
export interface ScanTotals {
  read(day: string): Promise<number>;
  /** Adds to the day's total, or takes away; answers what it is then. Two tabs that add at once are both counted. */
  add(day: string, bytes: number): Promise<number>;
}
