import type { QuickJSHandle } from 'quickjs-emscripten-core';
import type { Host } from '../guest/host.ts';
import { callIntl } from './intl.ts';
import type { RunSide } from './run-side.ts';
import { decodeText, hash, urlParts, withUrlPart } from './text.ts';
import { unwire, type Value } from './values.ts';

export type HostFunction = (...args: Value[]) => Value | QuickJSHandle | void;
/** What needs the interpreter itself. */
export type InterpreterFunctions = Record<'compile' | 'bundle' | 'package' | 'missingModule', HostFunction>;

const MAX_RANDOM = 64 * 1024;

/** All that the guest can call, by name. Nothing here trusts what it is given: the code may have changed its own world. */
export function hostFunctions(run: () => RunSide, interpreter: InterpreterFunctions): Record<keyof Host, HostFunction> {
  return { ...outputFunctions(run), ...fileFunctions(run), ...textFunctions(), ...interpreter };
}

type OutputNames =
  | 'print'
  | 'displayRows'
  | 'display'
  | 'progress'
  | 'query'
  | 'aws'
  | 'setTimer'
  | 'clearTimer'
  | 'exit'
  | 'now';

function outputFunctions(run: () => RunSide): Record<OutputNames, HostFunction> {
  const rows: string[] = [];
  return {
    print: (stream, text) => (stream === 'stderr' ? run().host.stderr(str(text)) : run().host.stdout(str(text))),
    displayRows: (json) => void rows.push(str(json)),
    display: (json) => run().host.display(str(json), rows.splice(0)),
    progress: (done, total, text) => run().host.progress(num(done), num(total), ...(text === undefined ? [] : [str(text)])),
    query: (id, sql) => run().query(num(id), str(sql)),
    aws: (id, service, operation, region, input) =>
      run().aws(num(id), {
        service: str(service),
        operation: str(operation),
        ...(region === undefined ? {} : { region: str(region) }),
        input_json: str(input),
      }),
    setTimer: (id, ms) => run().setTimer(num(id), num(ms)),
    clearTimer: (id) => run().clearTimer(num(id)),
    exit: (code) => run().stop({ kind: 'exit', code: Math.trunc(num(code)) || 0 }),
    now: () => performance.now(),
  };
}

type FileNames =
  | 'stat'
  | 'readFile'
  | 'readText'
  | 'writeFile'
  | 'writeText'
  | 'makeDirectory'
  | 'listDirectory'
  | 'remove'
  | 'rename';

function fileFunctions(run: () => RunSide): Record<FileNames, HostFunction> {
  const files = (): RunSide['workspace'] => run().workspace;
  return {
    stat: (path) => {
      const found = files().stat(str(path));
      return found === undefined ? '' : JSON.stringify(found);
    },
    readFile: (path) => files().read(str(path)),
    readText: (path, encoding) => decodeText(str(encoding), 'bom', files().read(str(path))),
    writeFile: (path, bytes, at, length, append) =>
      files().write(str(path), bytesAt(bytes, num(at), num(length)), append === true),
    writeText: (path, text, append) => files().write(str(path), new TextEncoder().encode(str(text)), append === true),
    makeDirectory: (path, recursive) => files().makeDirectory(str(path), recursive === true),
    listDirectory: (path) => JSON.stringify(files().list(str(path))),
    remove: (path, kind) => files().remove(str(path), kind === 'tree' || kind === 'directory' ? kind : 'file'),
    rename: (from, to) => files().rename(str(from), str(to)),
  };
}

type TextNames = 'parseUrl' | 'setUrlPart' | 'encodeText' | 'decodeText' | 'encodingName' | 'randomBytes' | 'hash' | 'intl';

function textFunctions(): Record<TextNames, HostFunction> {
  return {
    parseUrl: (text, base) => urlParts(str(text), base === undefined ? undefined : str(base)),
    setUrlPart: (href, part, value) => withUrlPart(str(href), str(part), str(value)),
    encodeText: (text) => new TextEncoder().encode(str(text)),
    decodeText: (label, options, bytes, at, length) => decodeText(str(label), str(options), bytesAt(bytes, num(at), num(length))),
    encodingName: (label) => new TextDecoder(str(label)).encoding,
    randomBytes: (length) => crypto.getRandomValues(new Uint8Array(Math.min(num(length), MAX_RANDOM))),
    hash: (algorithm, key, bytes) =>
      hash(str(algorithm), key instanceof Uint8Array ? key : undefined, bytesAt(bytes, 0, Infinity)),
    intl: (kind, settings, method, input) => callIntl(str(kind), unwire(str(settings)), str(method), str(input)),
  };
}

function str(value: Value): string {
  if (typeof value === 'string') return value;
  throw new TypeError(`expected text, got ${typeof value}`);
}

function num(value: Value): number {
  if (typeof value === 'number') return value;
  throw new TypeError(`expected a number, got ${typeof value}`);
}

function bytesAt(value: Value, at: number, length: number): Uint8Array<ArrayBuffer> {
  if (!(value instanceof Uint8Array)) throw new TypeError(`expected bytes, got ${typeof value}`);
  return at === 0 && length >= value.byteLength ? value : value.slice(at, at + length);
}
