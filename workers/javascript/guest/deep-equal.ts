/** Whether two values hold the same. `strict`: numbers and texts are not converted, and classes must be the same. */
export function deepEqual(a: unknown, b: unknown, strict: boolean, seen: [object, object][] = []): boolean {
  if (Object.is(a, b)) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return !strict && a == b;
  if (strict && Object.getPrototypeOf(a) !== Object.getPrototypeOf(b)) return false;
  if (seen.some(([left, right]) => left === a && right === b)) return true;
  const inner = (left: unknown, right: unknown): boolean => deepEqual(left, right, strict, [...seen, [a, b]]);
  if (a instanceof Date && b instanceof Date) return a.getTime() === b.getTime();
  if (a instanceof RegExp && b instanceof RegExp) return String(a) === String(b);
  if (a instanceof Error && b instanceof Error && (a.name !== b.name || a.message !== b.message)) return false;
  if (a instanceof Map && b instanceof Map)
    return a.size === b.size && [...a].every(([key, value]) => b.has(key) && inner(value, b.get(key)));
  if (a instanceof Set && b instanceof Set)
    return a.size === b.size && [...a].every((value) => b.has(value) || [...b].some((other) => inner(value, other)));
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  const keys = Object.keys(a);
  if (keys.length !== Object.keys(b).length) return false;
  return keys.every(
    (key) => Object.hasOwn(b, key) && inner((a as Record<string, unknown>)[key], (b as Record<string, unknown>)[key]),
  );
}
