import { Lifetime, type QuickJSHandle } from 'quickjs-emscripten-core';
import { LimitExceededError } from '../../kit/serve.ts';
import { parseCode } from '../code/parse.ts';
import { SyntaxFault } from '../code/syntax-fault.ts';
import { THROWN_KEY } from '../code/throw-marks.ts';
import bufferBundle from '../guest/bundle-buffer.ts?guest';
import inspectBundle from '../guest/bundle-inspect.ts?guest';
import prelude from '../guest/main.ts?guest';
import { SDK_CORE } from '../packages.ts';
import type { QuickJs } from '../quickjs/load.ts';
import { FsFault } from './fs-fault.ts';
import { hostFunctions, type HostFunction } from './host-functions.ts';
import { missingModule } from './missing-module.ts';
import { REQUIRE_KEY } from './module-source.ts';
import type { RunSide } from './run-side.ts';
import { NoRoomError, Values, type Value } from './values.ts';

/** What the guest's side offers: the exports of guest/main.ts. */
export type GuestFunction =
  | 'prepareRun'
  | 'runScript'
  | 'finishScript'
  | 'finishModule'
  | 'valueNow'
  | 'describeError'
  | 'preload'
  | 'timer'
  | 'queryRows'
  | 'queryDone'
  | 'queryFailed'
  | 'awsBlob'
  | 'awsDone'
  | 'awsFailed'
  | 'exportNames'
  | 'builtinNames';

export type GuestResult = { value: QuickJSHandle; error?: undefined } | { error: QuickJSHandle };

type ErrorType = 'Error' | 'TypeError' | 'RangeError' | 'SyntaxError' | 'InternalError';

// The library looks for all the language's globals when it is loaded; this engine has no Atomics.
const BUNDLES: Record<string, string> = {
  inspect: `globalThis.Atomics = {}; ${inspectBundle}; delete globalThis.Atomics;`,
  buffer: bufferBundle,
};

/** What a package's script calls that which it is linked against. */
const LINKED_AS: Record<string, string> = { [SDK_CORE]: 'givenSide' };

/** The world inside of the interpreter: our own script has run in it, and it can call the worker. */
export class Guest {
  readonly quickjs: QuickJs;
  readonly values: Values;
  readonly #functions: QuickJSHandle;
  readonly #errors: Record<ErrorType, QuickJSHandle>;
  /** Scripts of packages that have been loaded, by name. */
  readonly #packages = new Map<string, string>();
  /** Why packages could not be loaded, by name. */
  readonly #packageFaults = new Map<string, string>();
  #run: RunSide | undefined;

  constructor(quickjs: QuickJs) {
    this.quickjs = quickjs;
    this.values = new Values(quickjs);
    const global = (name: string): QuickJSHandle => quickjs.context.getProp(quickjs.context.global, name);
    this.#errors = {
      Error: global('Error'),
      TypeError: global('TypeError'),
      RangeError: global('RangeError'),
      SyntaxError: global('SyntaxError'),
      InternalError: global('InternalError'),
    };
    this.#functions = this.#install();
  }

  /** From here on, what the guest calls belongs to this run. */
  attach(run: RunSide): void {
    this.#run = run;
  }

  /** From here on code can require it. */
  addPackage(name: string, script: string): void {
    this.#packages.set(name, script);
  }

  packageFailed(name: string, message: string): void {
    this.#packageFaults.set(name, message);
  }

  call(name: GuestFunction, ...args: (Value | QuickJSHandle)[]): GuestResult {
    const { context } = this.quickjs;
    using method = context.getProp(this.#functions, name);
    const made = args.filter((arg) => !(arg instanceof Lifetime)).length;
    const handles = args.map((arg) => (arg instanceof Lifetime ? arg : this.values.make(arg)));
    const result = context.callFunction(method, context.undefined, handles);
    if (made > 0) for (const [at, arg] of args.entries()) if (!(arg instanceof Lifetime)) handles[at]?.dispose();
    return result.error === undefined ? { value: result.value } : { error: result.error };
  }

  /** For calls of ours that answer text and cannot fail but by want of memory. */
  ask(name: GuestFunction, ...args: (Value | QuickJSHandle)[]): string {
    const { value, error } = this.call(name, ...args) as { value?: QuickJSHandle; error?: QuickJSHandle };
    error?.dispose();
    if (value === undefined) throw new NoRoomError('out of memory');
    using answer = value;
    const text = this.values.read(answer);
    if (typeof text !== 'string') throw new NoRoomError('out of memory');
    return text;
  }

  #install(): QuickJSHandle {
    const { context } = this.quickjs;
    using host = context.newObject();
    const functions = hostFunctions(() => this.#current(), {
      compile: (path) => this.#compile(String(path)),
      bundle: (name) => this.#bundle(String(name)),
      package: (name) => this.#package(String(name)),
      missingModule: (name) => missingModule(String(name), JSON.parse(this.ask('builtinNames')) as string[]),
    });
    for (const [name, method] of Object.entries(functions)) {
      using handle = this.#hostFunction(name, method);
      context.setProp(host, name, handle);
    }
    using install = this.#evaluate(`(function (givenHost, requireKey, thrownKey) {${prelude}\nreturn guest;})`, 'sandbank:main');
    using requireKey = context.newString(REQUIRE_KEY);
    using thrownKey = context.newString(THROWN_KEY);
    return context.unwrapResult(context.callFunction(install, context.undefined, host, requireKey, thrownKey));
  }

  #hostFunction(name: string, method: HostFunction): QuickJSHandle {
    return this.quickjs.context.newFunction(name, (...handles) => {
      try {
        const answer = method(...handles.map((handle) => this.values.read(handle)));
        return answer instanceof Lifetime ? answer : this.values.make(answer as Value);
      } catch (error) {
        if (error instanceof LimitExceededError) {
          this.#current().stop({ kind: 'limit' });
          return undefined;
        }
        return { error: this.#errorHandle(error) };
      }
    });
  }

  #current(): RunSide {
    if (this.#run === undefined) throw new Error('There is no run');
    return this.#run;
  }

  /** A script of the workspace as a function, not run yet. */
  #compile(path: string): QuickJSHandle {
    const text = new TextDecoder().decode(this.#current().workspace.read(path));
    const name = path.replace(/^\//u, '');
    try {
      if (parseCode(text).kind === 'module')
        throw new TypeError(`${name} is an ES module: use import, or await import('./${name}')`);
    } catch (error) {
      if (error instanceof SyntaxFault) throw new SyntaxError(`${name}:${error.line}: ${error.message}`);
      throw error;
    }
    const code = text.startsWith('#!') ? `//${text.slice(2)}` : text;
    return this.#evaluate(`(function (require, module, exports, __filename, __dirname) {${code}\n})`, name);
  }

  #bundle(name: string): QuickJSHandle {
    using make = this.#evaluate(`(function () {${BUNDLES[name] ?? ''}\nreturn guest;})`, `sandbank:${name}`);
    const { context } = this.quickjs;
    return context.unwrapResult(context.callFunction(make, context.undefined));
  }

  #package(name: string): QuickJSHandle | undefined {
    const fault = this.#packageFaults.get(name);
    if (fault !== undefined) throw new Error(fault);
    const script = this.#packages.get(name);
    if (script === undefined) return undefined;
    return this.#evaluate(`(function (${LINKED_AS[name] ?? 'core'}) {${script}\nreturn guest;})`, `sandbank:${name}`);
  }

  #evaluate(code: string, file: string): QuickJSHandle {
    const { context } = this.quickjs;
    return context.unwrapResult(context.evalCode(code, file, { type: 'global' }));
  }

  #errorHandle(error: unknown): QuickJSHandle {
    const { context } = this.quickjs;
    const name = error instanceof NoRoomError ? 'InternalError' : error instanceof Error ? error.name : 'Error';
    const type = Object.hasOwn(this.#errors, name) ? (name as ErrorType) : 'Error';
    using message = this.values.make(error instanceof Error ? error.message : String(error));
    const handle = context.unwrapResult(context.callFunction(this.#errors[type], context.undefined, message));
    if (error instanceof FsFault)
      for (const key of ['code', 'syscall', 'path'] as const) {
        using value = this.values.make(error[key]);
        context.setProp(handle, key, value);
      }
    return handle;
  }
}
