import { describe, expect, test } from 'vitest';
import { pythonCases } from '../../../test/analysis/python.cases.ts';
import { summaryOf } from '../../../test/harness/code-findings.ts';
import { runIn } from '../../../test/harness/sandbox-runs.ts';
import { analyse } from '../../../workers/analysis/analyse.ts';
import type { CapabilityRequest, CodeSandbox } from '../../core/ports/code-sandbox.ts';
import { createSandbox } from '../../sandbox/create-sandbox.ts';
import { languages } from '../../sandbox/languages.ts';
import { builtinWorkflows } from '../../tools/builtins/registry.ts';
import { createCodeAnalysis } from './create-code-analysis.ts';
import readPython from './read_python.py?raw';

const sandbox = createSandbox({ runtimes: languages });
const analysis = createCodeAnalysis({ sandbox });
const python = async (code: string) => summaryOf(await analysis.analyse('python', code));

/** What each of many texts reads as: in one run, since a run for each takes its time. */
async function readAll(codes: string[]): Promise<string[][]> {
  const more = `for at, code in enumerate(params["codes"]):\n    write(code, f"{at}.json")\n`;
  const { outcome } = await runIn(sandbox, readPython + more, { language: 'python', params: { code: '', codes } });
  expect(outcome.error).toBe(null);
  return codes.map((code, at) => {
    const program = outcome.changes.find(({ path }) => path === `${at}.json`)?.content;
    return summaryOf(analyse({ language: 'python', code, program: new Uint8Array(program ?? []) }));
  });
}

describe('Python, by its own parser', async () => {
  const found = await readAll(pythonCases.map(([, code]) => code));

  test.each(pythonCases.map(([title, , expected], at) => [title, expected, found[at]] as const))('%s', (_, expected, lines) => {
    expect(lines?.toSorted()).toEqual(expected.toSorted());
  });
});

describe('what comes with the app', async () => {
  const files: Record<string, string[]> = {
    builtin_monthly_cost_report: ['writes data/monthly-cost-report-{…}.csv'],
  };
  const found = await Promise.all(builtinWorkflows.map(({ language, code }) => analysis.analyse(language, code)));

  test.each(builtinWorkflows.map(({ id }, at) => [id, found[at]] as const))('%s', (id, findings) => {
    expect({ [id]: findings && summaryOf(findings) }).toEqual(files);
  });
});

describe('hostile code', () => {
  test('nothing of it runs', async () => {
    const asked: CapabilityRequest[] = [];
    const said: string[] = [];
    const watched: CodeSandbox = {
      ...sandbox,
      dropped: 0,
      run: async (request, hooks) =>
        await sandbox.run(request, {
          ...hooks,
          onEvent: (event) => said.push(JSON.stringify(event)),
          onRequest: (asks, context) => {
            asked.push(asks);
            return hooks.onRequest(asks, context);
          },
        }),
    };
    const canary = `print("ran"); open("canary", "w").write("ran"); raise SystemExit("ran")`;
    const code = `${canary}
import this
@print("decorator")
def f(a=print("default"), b: print("annotation") = open("canary2", "w")): pass
class A(print("base")): print("body")
f"{print('f-string')}"
await query("SELECT 1")
`;
    const findings = await createCodeAnalysis({ sandbox: watched }).analyse('python', code);
    expect(findings.queries).toHaveLength(1);
    expect(asked).toEqual([]);
    expect(said.filter((each) => /stdout|stderr|display|canary/u.test(each))).toEqual([]);
  });
});
