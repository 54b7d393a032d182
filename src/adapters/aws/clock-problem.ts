/** How far a clock may be off before AWS refuses what it signs. */
export const MAX_SKEW_MS = 5 * 60_000;

/** What to tell of a clock that differs from AWS's by more than is allowed; undefined where it doesn't. */
export function clockProblem(serverMs: number, localMs: number): string | undefined {
  const ahead = localMs - serverMs;
  if (!(Math.abs(ahead) > MAX_SKEW_MS)) return undefined;
  return `This computer's clock is ${span(Math.abs(ahead))} ${ahead > 0 ? 'ahead of' : 'behind'} AWS's (here ${time(localMs)}, there ${time(serverMs)}), and AWS refuses what is signed with a clock that is more than 5 minutes off. Set the clock of this computer (best by the network), then sign in again.`;
}

function span(ms: number): string {
  const minutes = Math.round(ms / 60_000);
  if (minutes < 120) return `${minutes} minutes`;
  const hours = Math.round(minutes / 60);
  return hours < 48 ? `${hours} hours` : `${Math.round(hours / 24)} days`;
}

function time(ms: number): string {
  return new Date(ms).toISOString().replace(/\.\d+Z$/u, 'Z');
}
