import { describe, expect, test } from 'vitest';
import { createMemoryStorage } from '../../src/adapters/memory/create-memory-storage.ts';
import type { JsonObject } from '../../src/core/json.ts';
import type { Run } from '../../src/core/run.ts';
import { builtinWorkflows } from '../../src/tools/builtins/registry.ts';
import type { RunRequest } from '../../src/tools/run-service.ts';
import { createToolbox } from '../../src/tools/toolbox.ts';
import type { ToolContext } from '../../src/tools/tool.ts';
import type { ToolOutputs } from '../../src/tools/tool-types.ts';

/** A toolbox whose runs are noted and not run: what is refused must not get that far. */
function noting() {
  const asked: JsonObject[] = [];
  const storage = createMemoryStorage();
  const context = {
    storage,
    builtins: builtinWorkflows,
    connections: { resolve: () => 'sample' },
    settings: () => ({ limits: { timeout_s: 30 } }),
    runs: {
      execute: ({ params }: RunRequest) => {
        asked.push(params);
        return Promise.resolve({ started_at: '2026-11-21T00:00:00.000Z' } as Run);
      },
    },
  } as unknown as ToolContext;
  const { call } = createToolbox(context);
  const run = (name: string, params?: JsonObject) =>
    call('load_workflow', { name, execute: true, ...(params === undefined ? {} : { params }) }) as Promise<
      ToolOutputs['load_workflow']
    >;
  return { asked, storage, run };
}

describe('load_workflow refuses params that the workflow does not take, before anything runs', () => {
  test.each<[string, string, JsonObject, string]>([
    ['too small', 'Monthly Cost Report', { top: 0 }, 'params.top: got 0, wants a whole number, at least 1 (How many'],
    ['too large', 'Month Forecast', { confidence: 100 }, 'params.confidence: got 100, wants a number, at least 50, at most 99'],
    ['a text for a number', 'Cost Anomaly Detector', { z: '6' }, 'params.z: got "6", wants a number'],
    ['a fraction', 'Monthly Cost Report', { top: 1.5 }, 'params.top: got 1.5, wants a whole number'],
    ['null', 'Monthly Cost Report', { tag: null }, 'params.tag: got null, wants a text'],
    ['a choice of texts', 'Export to CSV', { cost: 'net' }, 'params.cost: got "net", wants one of "unblended", "amortized"'],
    ['a choice of numbers', 'Month Forecast', { window: 14 }, 'params.window: got 14, wants one of 7, 28'],
    ['an item of a list', 'Export to CSV', { group_by: ['service', 'zone'] }, 'params.group_by.1: got "zone", wants one of'],
    ['no list', 'Export to CSV', { group_by: 'service' }, 'params.group_by: got "service", wants a list'],
    ['a value of a map', 'Budget Variance', { budgets: { web: '9,000' } }, 'params.budgets.web: got "9,000", wants a number'],
    ['a pattern', 'Monthly Cost Report', { month: 'May' }, 'params.month: got "May", wants a text, of the form ^'],
    [
      'a day that is none',
      'Export to CSV',
      { from: '2026-02-30' },
      'params.from: got "2026-02-30", wants a date such as "2026-10-31"',
    ],
    [
      'a near name',
      'Monthly Cost Report',
      { topp: 3 },
      'params: "topp" is no parameter of "Monthly Cost Report". Did you mean "top"?',
    ],
    ['a name like no other', 'Invoice Reconciliation', { qqqqqqqqq: 1 }, 'The parameters are "month", "invoices".'],
    ['several at once', 'Monthly Cost Report', { top: 0, month: 5 }, 'params.month: got 5, wants a text'],
    ['a name of every object', 'Monthly Cost Report', { toString: 1 }, '"toString" is no parameter'],
  ])('%s', async (_what, name, params, message) => {
    const { run, asked } = noting();
    await expect(run(name, params)).rejects.toMatchObject({
      name: 'ToolInputError',
      message: expect.stringContaining(message) as unknown,
    });
    expect(asked).toEqual([]);
  });

  test('and passes on what fits as it was given, without defaults', async () => {
    const { run, asked } = noting();
    await run('Monthly Cost Report', { month: '2026-10', top: 3, account_names: { '210020003001': 'Shop' } });
    await run('Export to CSV', { from: '2028-02-29', group_by: [] });
    await run('Monthly Cost Report');
    expect(asked).toEqual([
      { month: '2026-10', top: 3, account_names: { '210020003001': 'Shop' } },
      { from: '2028-02-29', group_by: [] },
      {},
    ]);
  });
});

describe("one's own workflow", () => {
  test('is held to its schema, and takes further parameters where that does not forbid them', async () => {
    const { run, asked, storage } = noting();
    const save = (name: string, params_schema: JsonObject) =>
      storage.workflows.save({ name, language: 'python', code: 'params', params_schema });
    const properties = { team: { type: 'string', minLength: 2 }, since: { type: ['string', 'null'], format: 'date' } };
    await save('Open', { type: 'object', properties, required: ['team', 'unit'] });
    await save('Closed', { type: 'object', properties, additionalProperties: false });
    await save('Odd', { type: 'object', properties: { team: { $ref: '#/nowhere' } } });
    await expect(run('Open', {})).rejects.toThrow(
      'params.team: got nothing, wants a text, at least 2 characters; params.unit: got nothing, wants a value',
    );
    await expect(run('Open', { team: 'x', unit: 1 })).rejects.toThrow(
      'params.team: got "x", wants a text, at least 2 characters',
    );
    await expect(run('Closed', { teem: 'web' })).rejects.toThrow('"teem" is no parameter of "Closed". Did you mean "team"?');
    await expect(run('Odd', { team: 'web' })).rejects.toThrow('run its code with execute_code');
    expect(asked).toEqual([]);
    await run('Open', { team: 'web', unit: 'order', more: 1, since: null });
    expect(asked).toHaveLength(1);
  });

  test('is not held to a pattern that could hold up the page, nor to parts that multiply', async () => {
    const { run, asked, storage } = noting();
    const save = (name: string, params_schema: JsonObject) =>
      storage.workflows.save({ name, language: 'python', code: 'params', params_schema });
    const properties = { team: { type: 'string', pattern: '^(a+)+$' }, month: { type: 'string', pattern: '^\\d{4}-\\d\\d$' } };
    await save('Slow', { type: 'object', properties, patternProperties: { '^(b|b)*$': { type: 'number' } } });
    await run('Slow', { team: `${'a'.repeat(60)}!`, [`${'b'.repeat(60)}!`]: 1 });
    await expect(run('Slow', { team: 'a', month: 'May' })).rejects.toThrow('params.month: got "May"');
    const twice = (ref: string): JsonObject => ({ allOf: [{ $ref: ref }, { $ref: ref }] });
    const $defs = Object.fromEntries(Array.from({ length: 60 }, (_, at) => [`d${at}`, twice(`#/$defs/d${at + 1}`)]));
    await save('Many', { ...twice('#/$defs/d0'), $defs: { ...$defs, d60: { type: 'object' } } });
    await expect(run('Many', {})).rejects.toThrow('by $ref');
    expect(asked).toHaveLength(1);
  });

  test('without a schema takes anything', async () => {
    const { run, asked, storage } = noting();
    await storage.workflows.save({ name: 'Free', language: 'sql', code: 'SELECT 1' });
    await run('Free', { anything: [1] });
    expect(asked).toEqual([{ anything: [1] }]);
  });
});
