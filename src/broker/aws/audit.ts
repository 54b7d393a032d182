import { AwsError, PolicyError, ToolInputError } from '../../core/app-error.ts';
import type { AwsCallEntry, AwsCallOrigin } from '../../core/aws/call-entry.ts';
import type { AwsObject } from '../../core/aws/aws-value.ts';
import { timeOrderedId } from '../../core/ids.ts';
import type { CallLog } from '../../core/ports/call-log.ts';
import type { CallRecord } from '../../core/run.ts';
import { isAbort } from './aborted.ts';
import { textAt } from './input-members.ts';

/** One call, from its request to its entry in the audit log. What was sent and answered is never in it. */
export class CallAudit {
  readonly #entry: AwsCallEntry;
  readonly #started: number;
  readonly #log: CallLog;
  readonly #now: () => number;
  readonly #onProblem: (error: unknown) => void;

  constructor(
    origin: AwsCallOrigin,
    { service, operation }: { service: string; operation: string },
    { log, now, onProblem }: { log: CallLog; now: () => number; onProblem: (error: unknown) => void },
  ) {
    this.#log = log;
    this.#now = now;
    this.#onProblem = onProblem;
    this.#started = now();
    this.#entry = {
      ...origin,
      id: timeOrderedId('call', this.#started, randomDigits()),
      at: new Date(this.#started).toISOString(),
      service: clean(service, 60),
      operation: clean(operation, 100),
      decision: 'allowed',
      status: 'succeeded',
      duration_ms: 0,
    };
  }

  about(input: AwsObject): void {
    const { service } = this.#entry;
    const resource = resourceOf(service, input);
    if (resource !== undefined) this.#entry.resource = clean(resource, 300);
  }

  approved(): void {
    this.#entry.decision = 'approved';
  }

  denied(): void {
    this.#entry.decision = 'denied';
  }

  /** Writes it down, and answers what the run's own record says of it. */
  succeeded(more: { request_id?: string; bytes_scanned?: number } = {}): CallRecord {
    if (more.request_id !== undefined) this.#entry.request_id = clean(more.request_id, 100);
    return this.#close('succeeded', more.bytes_scanned);
  }

  failed(error: unknown): CallRecord {
    const entry = this.#entry;
    if (isAbort(error)) return this.#close('cancelled');
    if (error instanceof PolicyError || error instanceof ToolInputError) {
      if (entry.decision !== 'denied') entry.decision = 'refused';
      entry.reason = clean(error.message, 500);
      return this.#close('refused');
    }
    if (error instanceof AwsError) {
      entry.error_code = clean(error.code, 100);
      if (error.request_id !== undefined) entry.request_id = clean(error.request_id, 100);
    }
    return this.#close('failed');
  }

  /** A query has ended after the call that began it had been written down: the entry is written over with what it scanned. */
  scanned(bytes: number): void {
    this.#entry.bytes_scanned = bytes;
    this.#write();
  }

  #close(status: CallRecord['status'], bytes_scanned?: number): CallRecord {
    const entry = this.#entry;
    entry.status = status;
    entry.duration_ms = this.#now() - this.#started;
    this.#write();
    const { service, operation, duration_ms } = entry;
    return { service, operation, status, duration_ms, ...(bytes_scanned === undefined ? {} : { bytes_scanned }) };
  }

  /** A failure of the storage keeps no answer from whoever asked. */
  #write(): void {
    this.#log.add({ ...this.#entry }).catch(this.#onProblem);
  }
}

function resourceOf(service: string, input: AwsObject): string | undefined {
  const at = (path: string): string | undefined => textAt(input, path);
  const named = (what: string, name: string | undefined): string[] => (name === undefined ? [] : [`${what} ${name}`]);
  switch (service) {
    case 's3': {
      const bucket = at('Bucket');
      return bucket === undefined ? undefined : `s3://${bucket}/${at('Key') ?? at('Prefix') ?? ''}`;
    }
    case 'athena':
    case 'glue': {
      const catalog = at('CatalogName') ?? at('CatalogId') ?? at('QueryExecutionContext.Catalog');
      const database = at('DatabaseName') ?? at('QueryExecutionContext.Database');
      const table = at('TableName') ?? at('TableMetadataName');
      const parts = [
        ...named('workgroup', at('WorkGroup')),
        ...named('query', at('QueryExecutionId')),
        ...named('catalog', catalog),
        ...named('database', database),
        ...named('table', table),
        ...named('table', service === 'glue' ? at('Name') : undefined),
      ];
      return parts.length === 0 ? undefined : parts.join(', ');
    }
    case 'lambda':
      return at('FunctionName');
    case 'sns':
      return at('TopicArn');
    default:
      return undefined;
  }
}

/** Cut, and without what could be a key: what a hostile call holds must not be kept. */
function clean(text: string, most: number): string {
  return text
    .slice(0, most)
    .replaceAll(/A[KS]IA[A-Z0-9]{8,}/gu, '(a key)')
    .replaceAll(/(?:X-Amz-[A-Za-z-]+|Signature|AWSAccessKeyId)=[^&\s]*/giu, '(a signature)');
}

function randomDigits(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(6)), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
