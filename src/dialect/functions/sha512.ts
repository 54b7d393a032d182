/** SHA-512 of bytes given as hexadecimal digits, as hexadecimal digits. Source: FIPS 180-4. */
export function sha512(hex: string): string {
  const padded = pad(hex);
  const state = [2, 3, 5, 7, 11, 13, 17, 19].map((prime) => rootBits(prime, 2n));
  for (let at = 0; at < padded.length; at += BLOCK_DIGITS) block(state, padded.slice(at, at + BLOCK_DIGITS));
  return state.map((word) => word.toString(16).padStart(16, '0')).join('');
}

const BLOCK_DIGITS = 256;
const ROUNDS = 80;
const wrap = (value: bigint): bigint => BigInt.asUintN(64, value);
const rotate = (value: bigint, by: bigint): bigint => wrap((value >> by) | (value << (64n - by)));

/** A bit, zeros, and the length in bits make whole blocks of 128 bytes. */
function pad(hex: string): string {
  const length = (hex.length * 4).toString(16).padStart(32, '0');
  const zeros = (BLOCK_DIGITS - ((hex.length + 2 + 32) % BLOCK_DIGITS)) % BLOCK_DIGITS;
  return `${hex}80${'0'.repeat(zeros)}${length}`;
}

/** The first 64 bits behind the point of a prime's square or cube root. */
function rootBits(prime: number, degree: bigint): bigint {
  const target = BigInt(prime) << (64n * degree);
  let [low, high] = [0n, 1n << 80n];
  while (high - low > 1n) {
    const middle = (low + high) / 2n;
    if (middle ** degree <= target) low = middle;
    else high = middle;
  }
  return wrap(low);
}

const PRIMES = Array.from({ length: 410 }, (_, n) => n).filter(
  (n) => n > 1 && !Array.from({ length: n - 2 }, (_, d) => d + 2).some((d) => n % d === 0),
);
const CONSTANTS = PRIMES.slice(0, ROUNDS).map((prime) => rootBits(prime, 3n));

function block(state: bigint[], digits: string): void {
  const words = Array.from({ length: 16 }, (_, at) => BigInt(`0x${digits.slice(at * 16, at * 16 + 16)}`));
  const word = (at: number): bigint => words[at] ?? 0n;
  for (let at = 16; at < ROUNDS; at++) {
    const [near, far] = [word(at - 2), word(at - 15)];
    const sum1 = rotate(near, 19n) ^ rotate(near, 61n) ^ (near >> 6n);
    const sum0 = rotate(far, 1n) ^ rotate(far, 8n) ^ (far >> 7n);
    words.push(wrap(sum1 + word(at - 7) + sum0 + word(at - 16)));
  }
  let [a, b, c, d, e, f, g, h] = state as [bigint, bigint, bigint, bigint, bigint, bigint, bigint, bigint];
  for (let at = 0; at < ROUNDS; at++) {
    const choice = (e & f) ^ (wrap(~e) & g);
    const first = wrap(h + (rotate(e, 14n) ^ rotate(e, 18n) ^ rotate(e, 41n)) + choice + (CONSTANTS[at] ?? 0n) + word(at));
    const majority = (a & b) ^ (a & c) ^ (b & c);
    const second = wrap((rotate(a, 28n) ^ rotate(a, 34n) ^ rotate(a, 39n)) + majority);
    [h, g, f, e, d, c, b, a] = [g, f, e, wrap(d + first), c, b, a, wrap(first + second)];
  }
  for (const [at, value] of [a, b, c, d, e, f, g, h].entries()) state[at] = wrap((state[at] ?? 0n) + value);
}
