export const MIN_SECONDS = 1;
export const MAX_SECONDS = 300;

/** The seconds that the field's text means, or what is wrong with it. */
export function readTimeLimit(text: string): { ok: true; seconds: number } | { ok: false; problem: string } {
  const seconds = text.trim() === '' ? Number.NaN : Number(text);
  if (seconds >= MIN_SECONDS && seconds <= MAX_SECONDS) return { ok: true, seconds };
  return { ok: false, problem: `Time limit is "${text}"; enter ${MIN_SECONDS} to ${MAX_SECONDS} seconds.` };
}
