import type { Column } from '../../src/core/json.ts';
import type { AthenaReader } from './athena-reader.ts';
import { AnswerWriter } from './answer-writer.ts';
import { BatchReader } from './encode/batch-reader.ts';
import { sqlType } from './encode/sql-type.ts';
import type { EngineInstance } from './engine-instance.ts';
import { Cancelled } from './fault.ts';
import type { RowsAnswer, RowsRequest } from './protocol.ts';
import { pause } from './pause.ts';

/** How long the worker may go on without looking at its messages. */
const BREATH_MS = 20;

export type RunContext = {
  cancelled(): boolean;
  chunk(chunk: Uint8Array<ArrayBuffer>): void;
  /** The index of the statement that runs now. */
  statement(index: number): void;
};

/** Runs the statements in one read-only transaction, which is rolled back whatever happens. */
export async function runRows(
  engine: EngineInstance,
  athena: AthenaReader,
  request: RowsRequest,
  context: RunContext,
): Promise<RowsAnswer> {
  const writer = new AnswerWriter(request, context.chunk);
  engine.run(request.connection, 'BEGIN TRANSACTION READ ONLY');
  try {
    let columns: RowsAnswer['columns'] = [];
    const notes = new Set<string>();
    for (const [index, sql] of request.statements.entries()) {
      context.statement(index);
      const last = index === request.statements.length - 1;
      const translated = request.athena ? athena.translate(sql, request.connection) : undefined;
      for (const note of translated?.notes ?? []) notes.add(note);
      columns = await runStatement(engine, request, translated ?? { sql }, context, last ? writer : undefined);
    }
    writer.flush();
    return { columns, row_count: writer.rows, truncated: writer.truncated, ...(notes.size > 0 ? { notes: [...notes] } : {}) };
  } finally {
    engine.run(request.connection, 'ROLLBACK');
  }
}

async function runStatement(
  engine: EngineInstance,
  request: RowsRequest,
  { sql, columns }: { sql: string; columns?: readonly Column[] },
  context: RunContext,
  writer: AnswerWriter | undefined,
): Promise<RowsAnswer['columns']> {
  const connection = engine.connection(request.connection);
  const breathe = breather(engine, connection, context);
  await breathe();
  let schema = engine.bindings.startPendingQuery(connection, sql, true);
  while (schema === null) {
    await breathe();
    schema = engine.bindings.pollPendingQuery(connection);
  }
  const reader = new BatchReader(schema);
  for (;;) {
    await breathe();
    const part = engine.bindings.fetchQueryResults(connection);
    if (part === null) continue;
    if (part.length === 0) break;
    if (writer && !reader.read(part).every((batch) => writer.write(batch))) break;
  }
  return reader.schema.fields.map((field, at) => columns?.[at] ?? { name: field.name, type: sqlType(field) });
}

/** Lets messages in now and then, and throws where one of them was to stop. */
function breather(engine: EngineInstance, connection: number, context: RunContext): () => Promise<void> {
  let last = 0;
  return async () => {
    if (performance.now() - last >= BREATH_MS) {
      await pause();
      last = performance.now();
    }
    if (!context.cancelled()) return;
    engine.bindings.cancelPendingQuery(connection);
    throw new Cancelled();
  };
}
