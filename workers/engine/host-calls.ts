import { Utf8 } from 'apache-arrow';
import type { DuckDBBindings } from '../../node_modules/@duckdb/duckdb-wasm/dist/duckdb-browser-blocking.mjs';
import type { HostFunction } from '../../src/dialect/host-functions.ts';

/** What of Emscripten's module a call needs. */
type Memory = { HEAPU8: Uint8Array; HEAPF64: Float64Array; _malloc(bytes: number): number; _free(pointer: number): void };
/** DuckDB's description of one batch of calls: where each argument's buffers are in the list of pointers. */
type Batch = { rows: number; args: { dataBuffer: number; lengthBuffer: number; validityBuffer?: number }[] };
type Run = HostFunction['run'];

const BYTES = 8;
const decoder = new TextDecoder();
const encoder = new TextEncoder();

/**
 * Makes functions of JavaScript callable from SQL, text in and text out. The bindings' own call loses the bytes of a text that is
 * returned (it writes offsets where DuckDB reads addresses), so this one takes its place.
 */
export function installHostFunctions(bindings: DuckDBBindings, connection: number, functions: readonly HostFunction[]): void {
  const runtime = Reflect.get(bindings, '_runtime') as { _udfFunctions: Map<number, { func: Run }>; callScalarUDF: unknown };
  const texts = new TextArea();
  runtime.callScalarUDF = (memory: Memory, response: number, id: number, text: number, bytes: number, pointers: number): void => {
    const run = runtime._udfFunctions.get(id)?.func;
    if (run === undefined) throw new Error(`The engine called a function that is not there (${id})`);
    const batch = JSON.parse(decoder.decode(memory.HEAPU8.subarray(text, text + bytes))) as Batch;
    const columns = batch.args.map((arg) => readColumn(memory, pointers, arg, batch.rows));
    const results = Array.from({ length: batch.rows }, (_, row) => run(...columns.map((column) => column[row] ?? null)));
    respond(memory, response, results, texts);
  };
  for (const { name, run } of functions)
    bindings.createScalarFunction(connection, name, new Utf8(), run as (...args: unknown[]) => void);
}

function readColumn(memory: Memory, pointers: number, arg: Batch['args'][number], rows: number): (string | null)[] {
  const at = (index: number) => memory.HEAPF64[pointers / BYTES + index] ?? 0;
  const [data, lengths] = [at(arg.dataBuffer) / BYTES, at(arg.lengthBuffer) / BYTES];
  const valid = arg.validityBuffer === undefined ? undefined : at(arg.validityBuffer);
  return Array.from({ length: rows }, (_, row) => {
    if (valid !== undefined && memory.HEAPU8[valid + row] === 0) return null;
    const start = memory.HEAPF64[data + row] ?? 0;
    return decoder.decode(memory.HEAPU8.subarray(start, start + (memory.HEAPF64[lengths + row] ?? 0)));
  });
}

/** Where the texts of one batch lie until DuckDB has copied them; the next batch takes the same room. */
class TextArea {
  private start = 0;
  private size = 0;

  take(memory: Memory, bytes: number): number {
    if (bytes > this.size) {
      if (this.start !== 0) memory._free(this.start);
      this.start = memory._malloc(bytes);
      this.size = bytes;
    }
    return this.start;
  }
}

/** DuckDB frees the three buffers and the list of them. */
function respond(memory: Memory, response: number, results: readonly (string | null)[], texts: TextArea): void {
  const encoded = results.map((result) => (result === null ? null : encoder.encode(result)));
  let to = texts.take(
    memory,
    encoded.reduce((sum, bytes) => sum + (bytes?.length ?? 0), 0),
  );
  const rows = results.length;
  const [data, valid, lengths, list] = [
    memory._malloc(rows * BYTES),
    memory._malloc(rows),
    memory._malloc(rows * BYTES),
    memory._malloc(3 * BYTES),
  ];
  for (const [row, bytes] of encoded.entries()) {
    memory.HEAPU8[valid + row] = bytes === null ? 0 : 1;
    memory.HEAPF64[data / BYTES + row] = to;
    memory.HEAPF64[lengths / BYTES + row] = bytes?.length ?? 0;
    if (bytes === null) continue;
    memory.HEAPU8.set(bytes, to);
    to += bytes.length;
  }
  memory.HEAPF64.set([data, valid, lengths], list / BYTES);
  memory.HEAPF64.set([0, list, 0], response / BYTES);
}
