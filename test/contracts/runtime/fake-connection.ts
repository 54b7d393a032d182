import type { CapabilityAnswer, SandboxHooks } from '../../../src/core/ports/code-sandbox.ts';
import { answering } from '../../harness/sandbox-runs.ts';

const encoder = new TextEncoder();

/** An answer as the engine gives it: JSON chunks of rows, each an array of cells. */
export function rowsAnswer(columns: [name: string, type: string][], ...chunks: unknown[][][]): CapabilityAnswer {
  return {
    ok: true,
    columns: columns.map(([name, type]) => ({ name, type })),
    chunks: chunks.map((rows) => encoder.encode(JSON.stringify(rows))),
    row_count: chunks.reduce((sum, rows) => sum + rows.length, 0),
  };
}

/** Stands where the broker does: answers "costs" with three rows in two chunks, "nothing" with none, and refuses all else. */
export const answerCosts: SandboxHooks['onRequest'] = answering(({ sql }) => {
  const columns: [string, string][] = [
    ['service', 'varchar'],
    ['cost', 'decimal(18,2)'],
    ['hours', 'bigint'],
    ['day', 'date'],
    ['share', 'double'],
  ];
  if (sql.includes('costs'))
    return Promise.resolve(
      rowsAnswer(
        columns,
        [
          ['Amazon EC2', '1234567890123.45', 720, '2026-11-20', 0.5],
          ['Amazon S3 – Größe', '0.10', '9007199254740993', '2026-11-21', 0.25],
        ],
        [[null, null, null, null, null]],
      ),
    );
  if (sql.includes('nothing')) return Promise.resolve(rowsAnswer(columns, []));
  return Promise.resolve({
    ok: false,
    error: { type: 'QueryError', message: 'Table "cosst" does not exist. Did you mean "costs"?', line: 1, position: 15 },
  });
});
