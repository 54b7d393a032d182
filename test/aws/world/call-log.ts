/** A request as it came to the double, and what it was answered. */
export type LoggedCall = {
  at: string;
  service: string;
  operation: string;
  input: unknown;
  /** Whether it came with a signature that is true, and of which key. */
  signed: boolean;
  access_key_id?: string;
  /** The region of its signature. */
  region?: string;
  origin?: string;
  status: number;
  /** AWS's code, where it was refused. */
  error?: string;
};

/** Every call since the start, or since it was last emptied, oldest first. */
export class CallLog {
  readonly calls: LoggedCall[] = [];

  add(call: LoggedCall): void {
    this.calls.push(call);
  }

  /** Those of an operation ("athena", "StartQueryExecution"), or of a service. */
  of(service: string, operation?: string): LoggedCall[] {
    return this.calls.filter((call) => call.service === service && (operation === undefined || call.operation === operation));
  }

  clear(): void {
    this.calls.length = 0;
  }
}
