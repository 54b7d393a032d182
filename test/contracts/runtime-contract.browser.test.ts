import { describe, expect, test } from 'vitest';
import { createSandbox } from '../../src/sandbox/create-sandbox.ts';
import type { CodeSandbox, SandboxedLanguage } from '../../src/core/ports/code-sandbox.ts';
import { runIn, type Recorded } from '../harness/sandbox-runs.ts';
import { contracts, type ContractId } from './runtime/contracts.ts';
import type { Contract, Program } from './runtime/contract.ts';
import { languages } from './runtime/languages.ts';

const sandbox = createSandbox({ runtimes: languages.map(({ runtime }) => runtime) });

describe.each(languages.map((language) => ({ ...language, name: language.runtime.label })))('$name', ({ runtime, programs }) => {
  test.each(Object.entries(contracts) as [ContractId, Contract][])('%s', async (id, contract) => {
    const program = programs[id];
    const recorded = await runContract(sandbox, runtime.language, contract, program);
    expect({ ...recorded.outcome, stderr: recorded.stderr }, contract.title).toMatchObject(contract.outcome ?? {});
    if (contract.stdout !== undefined) expect(recorded.stdout, contract.title).toBe(contract.stdout);
    contract.check?.(recorded, program);
  });

  test('a run sees nothing of the run before but its files', async () => {
    const before = await runIn(sandbox, programs.leavesState.code, { language: runtime.language });
    expect(before.outcome.status).toBe('succeeded');
    const after = await runIn(sandbox, programs.looksForState.code, { language: runtime.language });
    expect(after.outcome).toMatchObject({ status: 'succeeded', result: [] });
  });
});

async function runContract(
  sandbox: CodeSandbox,
  language: SandboxedLanguage,
  contract: Contract,
  program: Program,
): Promise<Recorded> {
  const abort = new AbortController();
  let printed = '';
  return runIn(sandbox, program.code, {
    language,
    params: contract.params ?? {},
    files: (contract.files ?? []).map(({ path, text }) => ({ path, content: new Blob([text]) })),
    ...(contract.limits ? { limits: contract.limits } : {}),
    ...(contract.onRequest ? { onRequest: contract.onRequest } : {}),
    signal: abort.signal,
    onEvent: (event) => {
      if (event.type === 'stdout') printed += event.text;
      if (contract.cancelAfter !== undefined && printed.includes(contract.cancelAfter)) abort.abort();
    },
  });
}
