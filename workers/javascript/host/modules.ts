import { SyntaxFault } from '../code/syntax-fault.ts';
import type { Guest } from './guest.ts';
import { missingModule } from './missing-module.ts';
import { isPath, moduleFile } from './module-file.ts';
import { fileModuleSource, requireSource } from './module-source.ts';
import type { Workspace } from './workspace.ts';

/** Marks the name of what is not there: only loading can fail with words of ours. */
const MISSING = 'missing:';
/** Before the name of a module that is no file. */
const NAMED = 'node:';

/** Why an import could not be had, as the run's error says it. */
export type ImportFault = { specifier: string; type: 'Error' | 'SyntaxError'; message: string };

/** Finds what code imports: Node's modules that there are, and files of the workspace. */
export class Modules {
  readonly #guest: Guest;
  readonly #workspace: Workspace;
  /** By our name, how it was asked for last. */
  readonly #specifiers = new Map<string, string>();
  /** The last import that failed. */
  fault: ImportFault | undefined;

  constructor(guest: Guest, workspace: Workspace) {
    this.#guest = guest;
    this.#workspace = workspace;
    guest.quickjs.runtime.setModuleLoader(
      (name) => this.#load(name),
      (from, specifier) => this.#resolve(from, specifier),
    );
  }

  /** A name of our own: `node:fs`, or the path of a file, as it stands in tracebacks. */
  #resolve(from: string, specifier: string): string {
    if (!isPath(specifier)) {
      const plain = specifier.replace(/^node:/u, '');
      return this.#builtins().includes(plain) ? NAMED + plain : MISSING + specifier;
    }
    const name = moduleFile(this.#workspace, from, specifier) ?? MISSING + specifier;
    this.#specifiers.set(name, specifier);
    return name;
  }

  #load(name: string): string | { error: Error } {
    if (name.startsWith(MISSING)) return this.#missing(name.slice(MISSING.length));
    if (name.startsWith(NAMED)) return this.#named(name.slice(NAMED.length));
    try {
      return fileModuleSource(`/${name}`, new TextDecoder().decode(this.#workspace.read(name)));
    } catch (error) {
      if (!(error instanceof SyntaxFault)) throw error;
      return this.#failed(this.#specifiers.get(name) ?? name, 'SyntaxError', `${name}:${error.line}: ${error.message}`);
    }
  }

  /** One of Node's modules, or a package. */
  #named(name: string): string | { error: Error } {
    const { names, problem } = JSON.parse(this.#guest.ask('exportNames', name)) as { names: string[]; problem?: string };
    return problem === undefined ? requireSource(name, names) : this.#failed(name, 'Error', problem);
  }

  #missing(specifier: string): { error: Error } {
    return this.#failed(specifier, 'Error', missingModule(specifier, this.#builtins()));
  }

  #failed(specifier: string, type: ImportFault['type'], message: string): { error: Error } {
    this.fault = { specifier, type, message };
    return { error: Object.assign(new Error(message), { name: type }) };
  }

  #builtins(): string[] {
    return JSON.parse(this.#guest.ask('builtinNames')) as string[];
  }
}
