import { structuredClone } from './clone.ts';
import { makeConsole } from './console.ts';
import { crypto } from './crypto.ts';
import { noteThrown } from './describe-error.ts';
import { defineGlobal, defineHidden, defineLazyGlobal } from './define.ts';
import { DOMException } from './dom-exception.ts';
import { atob, btoa, TextDecoder, TextEncoder } from './encoding.ts';
import { AbortController, AbortSignal, CustomEvent, Event, EventTarget } from './event-target.ts';
import { makeFs } from './fs.ts';
import { host, writeJson } from './host.ts';
import { installErrorInspection } from './inspect.ts';
import { installLocaleMethods, makeIntl } from './intl.ts';
import { builtinModules, builtinNames as moduleNames, installModules, pathModule, requireFrom, requireNamed } from './modules.ts';
import { packageNames } from './packages.ts';
import { makeProcess, noNetwork, noPerson } from './process.ts';
import { query, QueryError } from './query.ts';
import { chart, display, markdown, progress, table } from './show.ts';
import { queueMicrotask, timers } from './timers.ts';
import { URL, URLSearchParams } from './url.ts';

/** Given with `host`. */
declare const requireKey: string;
declare const thrownKey: string;

defineGlobal('console', makeConsole());
for (const [name, value] of Object.entries({
  ...timers,
  queueMicrotask,
  URL,
  URLSearchParams,
  TextEncoder,
  TextDecoder,
  atob,
  btoa,
  structuredClone,
  crypto,
  DOMException,
  Event,
  CustomEvent,
  EventTarget,
  AbortController,
  AbortSignal,
  query,
  QueryError,
  display,
  table,
  chart,
  markdown,
  progress,
}))
  defineGlobal(name, value);

const fs = makeFs();
const process = makeProcess();
installModules(builtinModules(fs, process));
defineGlobal('fs', fs);
defineGlobal('path', pathModule);
defineGlobal('process', process);
defineGlobal('global', globalThis);
defineGlobal('performance', {
  now: () => host.now(),
  timeOrigin: Date.now() - host.now(),
  mark: () => undefined,
  measure: () => undefined,
});
defineGlobal('Intl', makeIntl());
defineLazyGlobal('Buffer', () => (host.bundle('buffer') as { Buffer: unknown }).Buffer);
for (const name of ['fetch', 'XMLHttpRequest', 'WebSocket', 'EventSource']) defineGlobal(name, noNetwork(name));
for (const name of ['prompt', 'alert', 'confirm', 'readline']) defineGlobal(name, noPerson(name));
// Module sources of ours call this.
defineHidden(globalThis, Symbol.for(requireKey), requireFrom('/main.js'));
defineHidden(globalThis, Symbol.for(thrownKey), noteThrown);
installLocaleMethods();
installErrorInspection();

export { awsBlob, awsDone, awsFailed } from './aws.ts';
export { describeError } from './describe-error.ts';
export { preload } from './preload.ts';
export { queryDone, queryFailed, queryRows } from './query.ts';
export { finishModule, finishScript, runScript, prepareRun, valueNow } from './run.ts';
export { fireTimer as timer } from './timers.ts';

/** The functions by which the worker asks for names. */
export function builtinNames(): string {
  return writeJson([...moduleNames(), ...packageNames()]);
}
/** JSON of the names of what `require(name)` gives, or why there is nothing. */
export function exportNames(name: string): string {
  try {
    return writeJson({ names: Object.keys(requireNamed(name)) });
  } catch (error) {
    if (error instanceof Error && error.name === 'InternalError') throw error;
    return writeJson({ names: [], problem: error instanceof Error ? error.message : String(error) });
  }
}
