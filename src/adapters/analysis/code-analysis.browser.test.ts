import { describe, expect, test } from 'vitest';
import { pythonCases } from '../../../test/analysis/python.cases.ts';
import { summaryOf } from '../../../test/harness/code-findings.ts';
import { runIn } from '../../../test/harness/sandbox-runs.ts';
import { analyse } from '../../../workers/analysis/analyse.ts';
import type { CapabilityId } from '../../core/share/shared-workflow.ts';
import type { CodeFindings } from '../../core/ports/code-analysis.ts';
import type { CapabilityRequest, CodeSandbox } from '../../core/ports/code-sandbox.ts';
import { createSandbox } from '../../sandbox/create-sandbox.ts';
import { languages } from '../../sandbox/languages.ts';
import { builtinWorkflows } from '../../tools/builtins/registry.ts';
import { createCodeAnalysis } from './create-code-analysis.ts';
import readPython from './read_python.py?raw';

const sandbox = createSandbox({ runtimes: languages });
const analysis = createCodeAnalysis({ sandbox });
const python = async (code: string) => summaryOf(await analysis.analyse('python', code));

/** What is found in each of many texts: in one run, since a run for each takes its time. */
async function findAll(codes: string[]): Promise<CodeFindings[]> {
  const more = `for at, code in enumerate(params["codes"]):\n    write(code, f"{at}.json")\n`;
  const { outcome } = await runIn(sandbox, readPython + more, { language: 'python', params: { code: '', codes } });
  expect(outcome.error).toBe(null);
  return codes.map((code, at) => {
    const program = outcome.changes.find(({ path }) => path === `${at}.json`)?.content;
    return analyse({ language: 'python', code, program: new Uint8Array(program ?? []) });
  });
}

describe('Python, by its own parser', async () => {
  const all = await findAll(pythonCases.map(([, code]) => code));
  const found = all.map(summaryOf);

  test.each(pythonCases.map(([title, , expected], at) => [title, expected, found[at]] as const))('%s', (_, expected, lines) => {
    expect(lines?.toSorted()).toEqual(expected.toSorted());
  });
});

/** What each writes, reads and asks of AWS, and its params. All of them query `cur`, and nothing else. */
const builtins: Record<string, { touches: string[]; params: string; capabilities: CapabilityId[] }> = {
  builtin_monthly_cost_report: {
    touches: ['writes data/monthly-cost-report-{…}.csv'],
    params: 'currency month top tag account_names',
    capabilities: ['query', 'write_files'],
  },
  builtin_cost_anomaly_detector: {
    touches: ['writes data/cost-anomalies.csv'],
    params: 'days weeks z min_dollars min_percent currency account_names',
    capabilities: ['query', 'write_files'],
  },
  builtin_export_to_csv: {
    touches: ['writes data/export-{…}-to-{…}-by-{…}-{…}-{…}.csv', 'reads data/export-{…}-to-{…}-by-{…}-{…}-{…}.csv'],
    params: 'from to granularity cost group_by account_names',
    capabilities: ['query', 'read_files', 'write_files'],
  },
  builtin_untagged_spend: {
    touches: ['writes data/untagged-spend-{…}.csv'],
    params: 'tag account_names month currency',
    capabilities: ['query', 'write_files'],
  },
  builtin_commitment_report: {
    touches: ['writes data/commitments-{…}.csv', 'writes data/coverage-{…}.csv'],
    params: 'month currency',
    capabilities: ['query', 'write_files'],
  },
  builtin_month_forecast: {
    touches: ['writes data/forecast-{…}.csv'],
    params: 'window confidence cost currency',
    capabilities: ['query', 'write_files'],
  },
  builtin_budget_variance: {
    touches: ['writes data/budget-variance-{…}.csv'],
    params: 'by budgets account_names tag currency month',
    capabilities: ['query', 'write_files'],
  },
  builtin_idle_and_waste: {
    touches: ['writes data/idle-and-waste.csv'],
    params: 'days snapshot_days min_saving account_names currency',
    capabilities: ['query', 'write_files'],
  },
  builtin_idle_resources: {
    touches: [
      'aws sts GetCallerIdentity',
      'aws ec2 DescribeVolumes',
      'aws ec2 DescribeInstances',
      'aws cloudwatch GetMetricData',
      'aws ec2 DescribeAddresses',
      'writes data/idle-resources.csv',
      'import boto3 (package)',
    ],
    params: 'days cpu_percent',
    capabilities: ['query', 'write_files', 'aws'],
  },
  builtin_unit_cost: {
    touches: ['reads ?', 'writes data/unit-cost.csv'],
    params: 'unit days per currency file metric',
    capabilities: ['query', 'read_files', 'write_files'],
  },
  builtin_shared_cost_split: {
    touches: ['writes data/shared-cost-split-{…}.csv'],
    params: 'by method shares account_names tag month currency shared',
    capabilities: ['query', 'write_files'],
  },
  builtin_invoice_reconciliation: {
    touches: ['writes data/invoices-{…}.csv'],
    params: 'invoices month',
    capabilities: ['query', 'write_files'],
  },
};

describe('what comes with the app', () => {
  test('asks for what its code says', async () => {
    const written = builtinWorkflows.filter(({ language }) => language === 'python');
    const all = await findAll(written.map(({ code }) => code));
    const found = builtinWorkflows.map(({ id, language, code }) => {
      const findings = language === 'python' ? all[written.findIndex((each) => each.id === id)] : analyse({ language, code });
      const lines = findings === undefined ? [] : summaryOf(findings);
      expect(lines.filter((line) => line.startsWith('query'))).toEqual(['query reads cur']);
      const touches = lines.filter((line) => !/^(?:query|param) /u.test(line));
      return [id, { touches, params: findings?.params.join(' '), capabilities: findings?.capabilities }] as const;
    });
    expect(Object.fromEntries(found)).toEqual(builtins);
  });
});

describe('hostile code', () => {
  test.each<[string, string]>([
    ['signs', `${'-'.repeat(100_000)}1`],
    ['attributes', `a${'.b'.repeat(100_000)}`],
  ])('%s that nest too deeply are said to', async (_, code) => {
    expect(await python(code)).toEqual(['syntax error 1: The code nests too deeply to be read']);
  });

  test('more than a megabyte is refused, naming the sizes', async () => {
    await expect(analysis.analyse('sql', 'x'.repeat(1_000_001))).rejects.toMatchObject({
      name: 'ToolInputError',
      message: expect.stringMatching(/^code: 1,000,001 characters are more than the 1,000,000/u) as string,
    });
  });

  test('reading stops when it is told to, and the next one reads on', async () => {
    const slow = Array.from({ length: 40_000 }, (_, at) => `x = y${at}; x();`).join('\n');
    for (const language of ['javascript', 'python'] as const) {
      const stop = new AbortController();
      const reading = analysis.analyse(language, slow, stop.signal);
      stop.abort();
      await expect(reading).rejects.toMatchObject({ name: 'AbortError' });
    }
    await expect(analysis.analyse('sql', 'SELECT 1', AbortSignal.abort())).rejects.toMatchObject({ name: 'AbortError' });
    expect(summaryOf(await analysis.analyse('sql', 'SELECT 1 FROM cur'))).toEqual(['query reads cur']);
  });

  test('the same text is not read twice', async () => {
    const first = await analysis.analyse('javascript', 'fetch(1)');
    expect(await analysis.analyse('javascript', 'fetch(1)')).toBe(first);
    expect(await analysis.analyse('sql', 'fetch(1)')).not.toBe(first);
  });

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
