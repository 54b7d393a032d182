const MB = 1024 * 1024;
const MB_PER_TB = 1024n * 1024n;

/** What Athena counts at least for a query that reads anything, in bytes. Source: Athena's pricing page, "10 MB minimum per query". */
export const LEAST_SCANNED = 10 * MB;

/** What is paid for: whole megabytes, 10 at least; a query that reads nothing (DDL, a failed one, a reused result) is free. */
export function billedBytes(bytesScanned: number): number {
  return bytesScanned <= 0 ? 0 : Math.max(LEAST_SCANNED, Math.ceil(bytesScanned / MB) * MB);
}

/**
 * What a query costs that scans so many bytes, in US dollars as a decimal text, rounded up: to cents, below a dollar to 1/100 of one.
 * `usdPerTb` is the price as the policy has it ("5.00").
 */
export function scanCost(bytesScanned: number, usdPerTb: string): string {
  const [whole = '0', fraction = ''] = usdPerTb.split('.');
  const microsPerTb = BigInt(whole) * 1_000_000n + BigInt(fraction.padEnd(6, '0').slice(0, 6));
  const microsTimesTb = BigInt(billedBytes(bytesScanned) / MB) * microsPerTb;
  const isSmall = microsTimesTb < 1_000_000n * MB_PER_TB;
  const digits = isSmall && microsTimesTb > 0n ? 4 : 2;
  const unit = 10n ** BigInt(6 - digits) * MB_PER_TB;
  const units = (microsTimesTb + unit - 1n) / unit;
  const text = units.toString().padStart(digits + 1, '0');
  return `${text.slice(0, -digits)}.${text.slice(-digits)}`;
}

const UNITS = ['bytes', 'kB', 'MB', 'GB', 'TB'] as const;

/** "0 bytes", "12.3 MB", "1.5 TB", of 1,024 each. */
export function scannedText(bytes: number): string {
  let value = bytes;
  let unit = 0;
  while (value >= 1024 && unit < UNITS.length - 1) {
    value /= 1024;
    unit++;
  }
  return `${unit === 0 || value >= 100 ? Math.round(value) : Math.round(value * 10) / 10} ${UNITS[unit] ?? ''}`;
}
