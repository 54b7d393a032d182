const UNITS = ['bytes', 'KB', 'MB', 'GB', 'TB'] as const;

/** A size for a person: "0 bytes", "1 byte", "1.5 KB", "12 MB". 1 KB is 1,024 bytes, as everywhere in the app. */
export function formatBytes(bytes: number): string {
  let unit = 0;
  let amount = bytes;
  // 1,023.95 would round to "1024" of the smaller unit.
  while (amount >= 1023.95 && unit < UNITS.length - 1) {
    amount /= 1024;
    unit += 1;
  }
  if (unit === 0) return bytes === 1 ? '1 byte' : `${Math.round(amount)} bytes`;
  const digits = amount < 99.95 ? 1 : 0;
  return `${amount.toFixed(digits).replace(/\.0$/u, '')} ${UNITS[unit]}`;
}
