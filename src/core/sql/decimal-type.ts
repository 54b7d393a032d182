/**
 * The narrowest DECIMAL for so many digits before and after the point, of 18 at least. Where the engine brings two DECIMALs together it
 * gives up places as soon as 38 digits do not hold both, so that no type is wider than its values.
 */
export function decimalType(whole: number, scale: number): string {
  const digits = Math.min(38, Math.max(18, whole + scale));
  return `DECIMAL(${digits},${Math.min(scale, Math.max(0, digits - whole))})`;
}
