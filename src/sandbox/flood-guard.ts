const BURST = 1000;
const PER_SECOND = 1000;
const MAX_MALFORMED = 100;
const MAX_MALFORMED_TEXT = 64 * 1024;

/**
 * Counts the messages of a run. Our own workers batch what they say and stay far below; a run whose code speaks on the port itself is
 * ended before the page has to read more of it than a person would notice.
 */
export class FloodGuard {
  #tokens = BURST;
  #refilledAt = performance.now();
  #malformed = 0;

  /** False: the run has sent so many messages that are none, or one so large, that it is not worth reading on. */
  admitMalformed(message: unknown): boolean {
    this.#malformed += 1;
    return this.#malformed <= MAX_MALFORMED && !isOversized(message);
  }

  /** False: too many messages in too short a time. */
  admit(): boolean {
    if (this.#tokens < 1) {
      const now = performance.now();
      this.#tokens = Math.min(BURST, this.#tokens + ((now - this.#refilledAt) / 1000) * PER_SECOND);
      this.#refilledAt = now;
    }
    this.#tokens -= 1;
    return this.#tokens >= 0;
  }
}

/** Reading a message is what costs, and only its text tells its size once it is read. */
function isOversized(message: unknown): boolean {
  if (typeof message !== 'object' || message === null) return typeof message === 'string' && message.length > MAX_MALFORMED_TEXT;
  return Object.values(message).some((value) => typeof value === 'string' && value.length > MAX_MALFORMED_TEXT);
}
