import type { PyodideAPI } from 'pyodide';
import { capWasmMemory, type MemoryCap } from '../kit/memory-cap.ts';
import type { BootContext, RunEnd, RunHost, RunStart, Runtime } from '../kit/serve.ts';
import { bootPython } from './boot.ts';
import type { EmscriptenFs } from './emscripten.ts';
import type { Kit } from './python-run.ts';
import { PythonRun } from './python-run.ts';
import { REHEARSED_CODE, REHEARSED_MISTAKE } from './rehearsal.ts';
import { Workspace } from './workspace.ts';

/** Pyodide as a runtime of the sandbox: one interpreter for one run. */
export class PythonRuntime implements Runtime {
  #booted: { pyodide: PyodideAPI; kit: Kit; workspace: Workspace; memory: MemoryCap; memoryBytes: number } | undefined;

  async boot({ assets, memoryBytes }: BootContext): Promise<void> {
    const memory = capWasmMemory(memoryBytes);
    const pyodide = await bootPython(assets);
    const workspace = new Workspace(pyodide.FS as unknown as EmscriptenFs);
    const kit = pyodide.pyimport('_sandbank.main') as Kit;
    kit.boot();
    this.#booted = { pyodide, kit, workspace, memory, memoryBytes };
  }

  /** Runs code of ours in the run's own interpreter. What it leaves there, the run replaces. */
  *rehearse(start: Omit<RunStart, 'code' | 'files'>, host: () => RunHost): Generator<Promise<unknown>> {
    for (const code of [REHEARSED_CODE, REHEARSED_MISTAKE, REHEARSED_CODE])
      yield this.#run('rehearse', { ...start, code, files: [] }, host());
  }

  async run(start: RunStart, host: RunHost): Promise<RunEnd> {
    return await this.#run('start', start, host);
  }

  async #run(how: 'start' | 'rehearse', start: RunStart, host: RunHost): Promise<RunEnd> {
    if (this.#booted === undefined) throw new Error('run() was called before boot()');
    const { pyodide, kit, workspace, memory, memoryBytes } = this.#booted;
    const run = new PythonRun({ kit, how, workspace, host, limits: start.limits, memoryBytes });
    run.attach(pyodide);
    const end = await run.run(start);
    return { ...end, peak_memory_bytes: memory.peakBytes() };
  }
}
