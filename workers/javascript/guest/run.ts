import { defineGlobal } from './define.ts';
import { setPageRegion } from './aws.ts';
import { setShifts } from './frames.ts';
import { parseJson } from './host.ts';
import { requireFrom } from './modules.ts';
import { toJson } from './to-json.ts';

/** What a script leaves while it runs: see `prepareCode`. */
type Scope = { value: unknown; result?: () => unknown; declared?: boolean };
type Script = (scope: Scope, require: unknown, module: object, exports: object, file: string, directory: string) => Promise<void>;

const MAIN = '/main.js';
const scope = Object.create(null) as Scope;
const first = {};
const module = { id: '.', filename: MAIN, loaded: false, exports: first as unknown };

/** Before anything of the code runs: its parameters, its environment, and what was put into its lines. */
export function prepareRun(paramsJson: string, environmentJson: string, shiftsJson: string): void {
  setShifts(shiftsJson);
  const environment = parseJson(environmentJson) as Record<string, string>;
  setPageRegion(environment['AWS_REGION']);
  Object.assign((globalThis as unknown as { process: { env: object } }).process.env, environment);
  defineGlobal('params', parseJson(paramsJson));
}

/** Starts the script, and gives the promise of its end. */
export function runScript(script: Script): Promise<void> {
  return Reflect.apply(script, first, [scope, requireFrom(MAIN), module, first, MAIN, '/']);
}

/** The script's value as JSON text, once it has settled. */
export async function finishScript(): Promise<string | undefined> {
  return toJson(await scriptValue());
}

/** The module's value: its default export. */
export async function finishModule(namespace: { default?: unknown }): Promise<string | undefined> {
  return toJson(await namespace.default);
}

function scriptValue(): unknown {
  const result = readResult();
  if (result !== undefined) return result.value;
  if (module.exports !== first || Object.keys(first).length > 0) return module.exports;
  return scope.value;
}

/** `result`, if it was declared, or assigned before now. */
function readResult(): { value: unknown } | undefined {
  if (scope.result === undefined) return undefined;
  try {
    const value = scope.result();
    return value === undefined && scope.declared !== true && !Object.hasOwn(globalThis, 'result') ? undefined : { value };
  } catch (error) {
    // Never assigned: the name means nothing, or its declaration was not reached.
    if (error instanceof ReferenceError) return undefined;
    throw error;
  }
}

/** The value as it is now, for code that ends itself. */
export function valueNow(): string | undefined {
  return toJson(scriptValue());
}
