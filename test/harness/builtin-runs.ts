import { createBroker } from '../../src/broker/broker.ts';
import type { SandboxedLanguage } from '../../src/core/ports/code-sandbox.ts';
import type { SqlEngine } from '../../src/core/ports/sql-engine.ts';
import type { Display } from '../../src/core/display.ts';
import type { Json, JsonObject } from '../../src/core/json.ts';
import type { RunError } from '../../src/core/run.ts';
import { createSandbox } from '../../src/sandbox/create-sandbox.ts';
import { languages } from '../../src/sandbox/languages.ts';
import { builtinWorkflows } from '../../src/tools/builtins/registry.ts';
import { answering, runIn } from './sandbox-runs.ts';

const sandbox = createSandbox({ runtimes: languages });

export type BuiltinOutcome = {
  result: Json;
  error: RunError | null;
  markdown: string;
  /** Rows as objects, by the table's title. */
  tables: Record<string, Record<string, Json>[]>;
  charts: number;
  /** Text by path. */
  files: Record<string, string>;
};

/** The code of a built-in workflow, by its name. */
export function builtinCode(name: string): string {
  const found = builtinWorkflows.find((workflow) => workflow.name === name);
  if (found === undefined) throw new Error(`There is no built-in workflow "${name}"`);
  return found.code;
}

/** Those that need nothing but the report. The others are tried beside a double of AWS, in `test/e2e/aws-idle-resources.spec.ts`. */
export const reportsAlone = builtinWorkflows.filter(({ tags }) => !tags.includes('aws'));

/** Runs a built-in workflow in the sandbox, its queries answered by the engine, as a person's run is. */
export async function runBuiltin(
  engine: SqlEngine,
  connection: 'sample' | 'local',
  name: string,
  params: JsonObject = {},
  files: Record<string, string> = {},
): Promise<BuiltinOutcome> {
  const language = builtinWorkflows.find((workflow) => workflow.name === name)?.language as SandboxedLanguage;
  const broker = createBroker({ engine });
  const { outcome, events } = await runIn(sandbox, builtinCode(name), {
    language,
    params,
    files: Object.entries(files).map(([path, text]) => ({ path, content: new Blob([text]) })),
    limits: { timeout_s: 120 },
    onRequest: answering(async ({ sql }, { pauseClock }) => {
      try {
        const answer = await broker.query({ connection, sql, max_rows: 1_000_000, max_bytes: 2e8 }, { pauseClock });
        return { ok: true, columns: answer.columns, chunks: answer.chunks, row_count: answer.row_count };
      } catch (error) {
        return { ok: false, error: { type: 'QueryError', message: (error as Error).message } };
      }
    }),
  });
  const displays = events.flatMap((event): Display[] => (event.type === 'display' ? [event.display] : []));
  return {
    result: outcome.result,
    error: outcome.error,
    markdown: displays.flatMap((display) => (display.kind === 'markdown' ? [display.text] : [])).join('\n'),
    tables: Object.fromEntries(
      displays.flatMap((display) => (display.kind === 'table' ? [[display.title ?? '', rowsOf(display)] as const] : [])),
    ),
    charts: displays.filter((display) => display.kind === 'chart').length,
    files: Object.fromEntries(
      outcome.changes.flatMap(({ path, content }) =>
        content === null ? [] : [[path, new TextDecoder().decode(content)] as const],
      ),
    ),
  };
}

function rowsOf({ columns, rows }: Display & { kind: 'table' }): Record<string, Json>[] {
  return rows.map((cells) => Object.fromEntries(columns.map(({ name }, at) => [name, cells[at] ?? null])));
}
