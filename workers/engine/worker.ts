import { sealScope } from '../../src/core/seal-scope.ts';
import { openCsv } from './csv/open-csv.ts';
import { AthenaReader } from './athena-reader.ts';
import { EngineInstance } from './engine-instance.ts';
import { faultOf } from './fault.ts';
import type { EngineAnswerOf, EngineRequest, FromEngine, ToEngine } from './protocol.ts';
import { pause } from './pause.ts';
import { runRows } from './run-rows.ts';

declare const self: DedicatedWorkerGlobalScope;

const post = (message: FromEngine, transfer: Transferable[] = []) => self.postMessage(message, transfer);

const cancelled = new Set<number>();
let engine: EngineInstance | undefined;
let athena: AthenaReader | undefined;
/** Requests run one after the other: there is one thread, and one transaction at a time. */
let queue: Promise<void> = Promise.resolve();

self.addEventListener('message', ({ data }: MessageEvent<ToEngine>) => {
  if ('cancel' in data) cancelled.add(data.cancel);
  else if (data.request.op === 'open_csv') void answer(data.id, data.request);
  else queue = queue.then(() => answer(data.id, data.request));
});

async function answer(id: number, request: EngineRequest): Promise<void> {
  const at = { statement: 0 };
  try {
    post({ id, type: 'done', answer: await handle(id, request, at) });
  } catch (error) {
    const translated = 'athena' in request && request.athena;
    const sql = translated ? undefined : 'statements' in request ? (request.statements[at.statement] ?? '') : '';
    post({ id, type: 'fault', fault: faultOf(error, sql, at.statement) });
  } finally {
    cancelled.delete(id);
  }
}

async function handle(id: number, request: EngineRequest, at: { statement: number }): Promise<EngineAnswerOf> {
  if (request.op === 'boot') {
    engine = await EngineInstance.start(request.module);
    athena = new AthenaReader(engine);
    sealScope(self);
    return null;
  }
  if (request.op === 'open_csv')
    return openCsv(request.file, request.name, request.known, (done, total) => post({ id, type: 'progress', done, total }));
  if (engine === undefined || athena === undefined) throw new Error('The engine was asked before it was started');
  switch (request.op) {
    case 'execute':
      athena.forget();
      await execute(engine, id, request.statements, at);
      athena.forget();
      return null;
    case 'rows':
      return runRows(engine, athena, request, {
        cancelled: () => cancelled.has(id),
        chunk: (chunk) => post({ id, type: 'chunk', chunk }, [chunk.buffer]),
        statement: (index) => (at.statement = index),
      });
    case 'register':
      engine.register(request.name, request.file);
      return null;
    case 'drop':
      engine.drop(request.name);
      return null;
  }
}

async function execute(instance: EngineInstance, id: number, statements: string[], at: { statement: number }): Promise<void> {
  for (const [index, sql] of statements.entries()) {
    at.statement = index;
    post({ id, type: 'progress', done: index, total: statements.length });
    instance.run('owner', sql);
    await pause();
  }
}
