/**
 * What the worker offers the guest. Numbers, texts and bytes cross, nothing else: no object of the worker is ever seen in here. Texts
 * go through `wire`. A file operation that fails throws an error with a `code`, as in Node.
 */
export type Host = {
  print(stream: 'stdout' | 'stderr', text: string): void;
  /** JSON of the first rows of the table that is displayed next. */
  displayRows(json: string): void;
  display(json: string): void;
  progress(done: number, total: number, text: string | undefined): void;
  /** Answers by `Guest.queryRows`, then `Guest.queryDone` or `Guest.queryFailed`. */
  query(id: number, sql: string): void;
  /** Answers by `Guest.awsBlob`, as often as there are blobs, then `Guest.awsDone`; or by `Guest.awsFailed`. */
  aws(id: number, service: string, operation: string, region: string | undefined, inputJson: string): void;
  /** Calls `Guest.timer` once, after `ms`. */
  setTimer(id: number, ms: number): void;
  clearTimer(id: number): void;
  /** Ends the run. Comes back, and the code is stopped at its next loop. */
  exit(code: number): void;
  /** Milliseconds, with fractions, since the worker began. */
  now(): number;

  /** JSON of `{ kind, size, modified }`, or '' where nothing is. */
  stat(path: string): string;
  readFile(path: string): ArrayBuffer;
  readText(path: string, encoding: string): string;
  writeFile(path: string, bytes: ArrayBuffer, at: number, length: number, append: boolean): void;
  writeText(path: string, text: string, append: boolean): void;
  makeDirectory(path: string, recursive: boolean): void;
  /** JSON of `[name, kind]` pairs. */
  listDirectory(path: string): string;
  remove(path: string, kind: 'file' | 'directory' | 'tree'): void;
  rename(from: string, to: string): void;

  /** JSON of the parts of a URL, or '' where the text is none. */
  parseUrl(text: string, base: string | undefined): string;
  /** The same, after a part was set. */
  setUrlPart(href: string, part: string, value: string): string;
  encodeText(text: string): ArrayBuffer;
  decodeText(label: string, options: string, bytes: ArrayBuffer, at: number, length: number): string;
  encodingName(label: string): string;
  randomBytes(length: number): ArrayBuffer;
  hash(algorithm: string, key: ArrayBuffer | undefined, bytes: ArrayBuffer): ArrayBuffer;
  /** The worker's own `Intl`, with JSON in and out. */
  intl(kind: string, settings: string, method: string, input: string): string;

  /** A script of the workspace, compiled, not run: a function of (require, module, exports, __filename, __dirname). */
  compile(path: string): (...scope: unknown[]) => void;
  /** The exports of one of our own bundles. */
  bundle(name: 'inspect' | 'buffer'): unknown;
  /** One of the packages, not run: a function of what it is linked against. Undefined where it has not been loaded. */
  package(name: string): ((linked: unknown) => object) | undefined;
  /** What the error of a module that is not there says. */
  missingModule(name: string): string;
};

/** The worker's functions, given to this script when it is evaluated. Nothing of the user's code can name it. */
declare const givenHost: Host;
export const host = givenHost;

const { parse, stringify } = JSON;
const { apply } = Reflect;
const { includes, isWellFormed, charCodeAt } = String.prototype;

/** Marks text that crosses as JSON: such with NUL or half surrogate pairs, which a C string cannot carry. */
const JSON_MARK = '\u0001';

/** Text as it can cross to the worker. */
export function wire(text: string): string {
  const plain =
    !apply(includes, text, ['\0']) && apply(isWellFormed, text, []) && apply(charCodeAt, text, [0]) !== JSON_MARK.charCodeAt(0);
  return plain ? text : JSON_MARK + stringify(text);
}

export { parse as parseJson, stringify as writeJson };
