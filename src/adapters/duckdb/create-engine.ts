import { ToolInputError } from '../../core/app-error.ts';
import type { LocalTables, SqlEngine } from '../../core/ports/sql-engine.ts';
import { EngineHost } from './engine-host.ts';
import { createSqlEngine } from './engine.ts';
import { createSampleData } from './sample/sample-data.ts';

/** The engine with its connections. Files as tables are the next piece: until then opening one is refused, plainly. */
export function createEngine(): { engine: SqlEngine; tables: LocalTables } {
  const host = new EngineHost();
  const refuse = (): Promise<never> => Promise.reject(new ToolInputError('Opening files as tables is not in this build'));
  const local = { prepare: () => host.start(), infos: () => Promise.resolve([]) };
  const tables: LocalTables = {
    list: () => Promise.resolve([]),
    add: refuse,
    addFromWorkspace: refuse,
    rename: refuse,
    remove: refuse,
    unremove: refuse,
    reopen: refuse,
  };
  return { engine: createSqlEngine({ host, sample: createSampleData(host), local }), tables };
}
