/** The servers' time, which may differ from this machine's. */
export class Clock {
  /** Milliseconds that the servers are ahead. */
  offset_ms = 0;

  now(): Date {
    return new Date(Date.now() + this.offset_ms);
  }
}
