import { z } from 'zod';
import { NotFoundError } from '../core/app-error.ts';
import type { Connection } from '../core/dataset.ts';
import type { SqlEngine } from '../core/ports/sql-engine.ts';
import type { SettingsStore } from '../core/ports/stores.ts';
import { settingsKeys } from '../core/settings.ts';
import type { ConnectionRegistry } from './connections.ts';
import { suggestion } from './near-names.ts';

const KINDS = [
  { id: 'sample', kind: 'sample', label: 'Sample data' },
  { id: 'local', kind: 'local', label: 'Local files' },
] as const;

type Known = (typeof KINDS)[number];

/** The connections of the embedded engine. The selected one is remembered; at first it is `sample`. */
export async function createConnections(engine: SqlEngine, settings: SettingsStore): Promise<ConnectionRegistry> {
  let selected = known((await settings.get(settingsKeys.connection, z.string())) ?? '') ?? KINDS[0];

  const describe = async (connection: Known): Promise<Connection> => {
    const tables = await engine.tables(connection.id);
    return { ...connection, status: statusOf(engine, connection, tables.length), selected: connection === selected, tables };
  };
  return {
    list: () => Promise.all(KINDS.map(describe)),
    resolve: (id) => (id === undefined ? selected.id : required(id).id),
    async select(id) {
      selected = required(id);
      await settings.set(settingsKeys.connection, id);
      return await describe(selected);
    },
  };
}

function known(id: string): Known | undefined {
  return KINDS.find((each) => each.id === id);
}

function required(id: string): Known {
  const found = known(id);
  if (found !== undefined) return found;
  const ids = KINDS.map((each) => each.id);
  throw new NotFoundError(`There is no connection "${id.slice(0, 100)}". ${suggestion(id, ids, 'connections')}`);
}

function statusOf(engine: SqlEngine, connection: Known, tables: number): string {
  if (connection.kind === 'local' && tables === 0) return 'empty';
  return engine.state;
}
