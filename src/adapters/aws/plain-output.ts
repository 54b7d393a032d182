import { AwsError } from '../../core/app-error.ts';
import type { AwsObject, AwsValue } from '../../core/aws/aws-value.ts';

/** Bytes of a streaming body that are taken into memory. */
export const MAX_BODY_BYTES = 100 * 1024 * 1024;

/** What a client answered as plain values: without the client's own `$metadata`, its classes and what is not set; a stream is its bytes. */
export async function plainOutput(output: { readonly [member: string]: unknown }): Promise<AwsObject> {
  const plain: AwsObject = {};
  for (const [name, value] of Object.entries(output)) {
    if (name.startsWith('$')) continue;
    const taken = isStream(value) ? await allBytes(value, output['ContentLength']) : plainValue(value);
    if (taken !== undefined) plain[name] = taken;
  }
  return plain;
}

/** Undefined for what is no value. */
export function plainValue(value: unknown): AwsValue | undefined {
  if (value === undefined || value === null) return undefined;
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value;
  if (typeof value === 'bigint') return Number(value);
  if (typeof value !== 'object') return undefined;
  if (value instanceof Date) return new Date(value);
  if (value instanceof Uint8Array) return new Uint8Array(value);
  // Text that the client would parse as JSON when asked to.
  // oxlint-disable-next-line unicorn/no-instanceof-builtins -- an object of that class is what is looked for
  if (value instanceof String) return value.toString();
  if (Array.isArray(value)) return value.map((each) => plainValue(each) ?? null);
  return plainObject(value);
}

function plainObject(value: object): AwsObject {
  const plain: AwsObject = {};
  for (const [name, each] of Object.entries(value)) {
    const taken = plainValue(each);
    // Defined, not assigned: a tag may be called "__proto__".
    if (taken !== undefined)
      Object.defineProperty(plain, name, { value: taken, enumerable: true, writable: true, configurable: true });
  }
  return plain;
}

type Stream = ReadableStream<Uint8Array> | Blob;

function isStream(value: unknown): value is Stream {
  return value instanceof ReadableStream || value instanceof Blob;
}

async function allBytes(body: Stream, length: unknown): Promise<Uint8Array<ArrayBuffer>> {
  const stream: ReadableStream<Uint8Array> = body instanceof Blob ? body.stream() : body;
  const reader = stream.getReader();
  const parts: Uint8Array[] = [];
  let size = typeof length === 'number' && length > MAX_BODY_BYTES ? length : 0;
  while (size <= MAX_BODY_BYTES) {
    const { value, done } = await reader.read().catch(cutOff);
    if (done) return joined(parts, size);
    parts.push(value);
    size += value.byteLength;
  }
  reader.cancel().catch(() => undefined);
  throw new AwsError(
    'ResponseTooLarge',
    `The answer has ${typeof length === 'number' ? megabytes(length) : `more than ${megabytes(MAX_BODY_BYTES)}`}; ${megabytes(MAX_BODY_BYTES)} is the most that one call takes into the page. Ask for a part of it (Range: "bytes=0-9999999"), or query it with Athena.`,
  );
}

function cutOff(cause: unknown): never {
  if (cause instanceof Error && cause.name === 'AbortError') throw cause;
  throw new AwsError('NetworkError', `The answer broke off on the way (${String(cause)}). Try again.`);
}

function megabytes(bytes: number): string {
  return `${Math.round(bytes / (1024 * 1024)).toLocaleString('en-US')} MB`;
}

function joined(parts: readonly Uint8Array[], size: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(size);
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.byteLength;
  }
  return bytes;
}
