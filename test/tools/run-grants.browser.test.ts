import { expect, it } from 'vitest';
import { createMemoryStorage } from '../../src/adapters/memory/create-memory-storage.ts';
import type { Broker } from '../../src/broker/broker.ts';
import { defaultSettings } from '../../src/core/settings.ts';
import { NO_GRANTS, type RunGrants } from '../../src/core/share/run-grants.ts';
import { createSandbox } from '../../src/sandbox/create-sandbox.ts';
import { languages } from '../../src/sandbox/languages.ts';
import { createRunService } from '../../src/tools/runs/create-run-service.ts';

const sandbox = createSandbox({ runtimes: languages });

const code = {
  python: `
import os
seen = os.path.exists('data/mine.csv')
try:
    query('SELECT 1')
    answer = 'answered'
except QueryError as error:
    answer = f'{error.type}: {error}'
open('data/made.csv', 'w').write('x')
open('data/mine.csv', 'w').write('overwritten')
result = [seen, answer]`,
  javascript: `
const fs = require('fs');
const seen = fs.existsSync('data/mine.csv');
let answer;
try {
  await query('SELECT 1');
  answer = 'answered';
} catch (error) {
  answer = error.name + ': ' + error.message;
}
fs.mkdirSync('data', { recursive: true });
fs.writeFileSync('data/made.csv', 'x');
fs.writeFileSync('data/mine.csv', 'overwritten');
[seen, answer]`,
} as const;

/** A run of code in the real sandbox over a workspace with one file of the person's, and what became of their files. */
async function run(language: 'python' | 'javascript', grants: RunGrants, mayOverwrite: boolean) {
  const storage = createMemoryStorage();
  await storage.files.write('data/mine.csv', new TextEncoder().encode('mine'));
  let queries = 0;
  const broker: Broker = {
    query() {
      queries += 1;
      return Promise.resolve({
        columns: [],
        chunks: [],
        row_count: 0,
        truncated: false,
        duration_ms: 1,
        rows: () => Promise.resolve([]),
      });
    },
    aws: () => Promise.reject(new Error('AWS was asked')),
  };
  const runs = createRunService({
    storage,
    sandbox,
    broker,
    settings: () => defaultSettings,
    onProblem: (error) => {
      throw error;
    },
  });
  const asked: string[] = [];
  const { result, stderr, status } = await runs.execute(
    { language, code: code[language], params: {}, connection: 'sample', timeout_s: 60, grants },
    {
      confirmChanges: (changes) => {
        asked.push(...changes.map(({ path }) => path));
        return Promise.resolve(mayOverwrite);
      },
    },
  );
  const there = await storage.files.snapshot();
  const files = await Promise.all(
    there.map(async ({ file, content }) => [file.path, new TextDecoder().decode(await content.arrayBuffer())]),
  );
  return { status, result, stderr, asked, queries, files: Object.fromEntries(files) as Record<string, string> };
}

const refused = 'PolicyError: The person did not grant queries to this run.';

it.each(['python', 'javascript'] as const)(
  'in %s, what is not granted is refused to the code, and nothing of it stays',
  async (language) => {
    const { stderr, ...rest } = await run(language, NO_GRANTS, true);
    expect(rest).toEqual({
      status: 'succeeded',
      result: [false, refused],
      asked: [],
      queries: 0,
      files: { 'data/mine.csv': 'mine' },
    });
    expect(stderr).toMatch(/Not kept, as the person did not allow it: changes to .*data\/made\.csv/u);
    expect(stderr).toContain('data/mine.csv');
  },
);

it.each(['python', 'javascript'] as const)(
  'in %s, what is granted is done; over a file that was there only after asking',
  async (language) => {
    const { stderr, ...rest } = await run(language, { query: true, read_files: true, write_files: true, aws: false }, false);
    expect(rest).toEqual({
      status: 'succeeded',
      result: [true, 'answered'],
      asked: ['data/mine.csv'],
      queries: 1,
      files: { 'data/made.csv': 'x', 'data/mine.csv': 'mine' },
    });
    expect(stderr).toContain('changes to data/mine.csv');
  },
);
