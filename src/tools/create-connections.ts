import { z } from 'zod';
import { AppError, NotFoundError } from '../core/app-error.ts';
import { ATHENA, type Connection, type ConnectionKind, type TableInfo } from '../core/dataset.ts';
import type { AthenaConnection } from '../core/ports/athena-connection.ts';
import type { SqlEngine } from '../core/ports/sql-engine.ts';
import type { SettingsStore } from '../core/ports/stores.ts';
import { settingsKeys } from '../core/settings.ts';
import type { ConnectionRegistry } from './connections.ts';
import { suggestion } from './near-names.ts';

/** One connection: what it is called and holds now. Undefined label: there is none such now. */
type Source = {
  id: ConnectionKind;
  label: () => string | undefined;
  tables: () => Promise<TableInfo[]>;
  status: (tables: readonly TableInfo[]) => string;
};

/** How long a list waits for tables that come over the network: the other connections are not to be kept back by them. */
const PATIENCE_MS = 5000;

/** The connections of the embedded engine, and Athena where it is set up. The selected one is remembered; at first it is `sample`. */
export async function createConnections(
  engine: SqlEngine,
  settings: SettingsStore,
  athena?: AthenaConnection,
): Promise<ConnectionRegistry> {
  const sample: Source = {
    id: 'sample',
    label: () => 'Sample data',
    tables: () => engine.tables('sample'),
    status: () => engine.state,
  };
  const local: Source = {
    id: 'local',
    label: () => 'Local files',
    tables: () => engine.tables('local'),
    status: (tables) => (tables.length === 0 ? 'empty' : engine.state),
  };
  const sources = [sample, local, ...(athena === undefined ? [] : [athenaSource(athena)])];
  let wanted = (await settings.get(settingsKeys.connection, z.string())) ?? sample.id;

  const there = (): Source[] => sources.filter(({ label }) => label() !== undefined);
  // One that was selected and is not set up any more is selected again when it is.
  const selected = (): Source => there().find(({ id }) => id === wanted) ?? sample;
  const required = (id: string): Source => {
    const found = there().find((each) => each.id === id);
    if (found !== undefined) return found;
    const ids = there().map((each) => each.id);
    throw new NotFoundError(
      `There is no connection "${id.slice(0, 100)}". ${notSetUp(id) ?? suggestion(id, ids, 'connections')}`,
    );
  };
  const describe = async (source: Source): Promise<Connection> => {
    const tables = await source.tables();
    return {
      id: source.id,
      kind: source.id,
      label: source.label() ?? source.id,
      status: source.status(tables),
      selected: source === selected(),
      tables,
    };
  };
  return {
    list: () => Promise.all(there().map(describe)),
    get: async (id) => await describe(required(id)),
    resolve: (id) => (id === undefined ? selected() : required(id)).id,
    async select(id) {
      const source = required(id);
      wanted = source.id;
      await settings.set(settingsKeys.connection, id);
      return await describe(source);
    },
  };
}

function notSetUp(id: string): string | undefined {
  return id === ATHENA
    ? 'Athena is not set up here: whoever hosts the page names it in sandbank.config.json, or set AWS up in Settings.'
    : undefined;
}

/** Tables that cannot be listed are none; what is wrong is the status. */
function athenaSource(athena: AthenaConnection): Source {
  let waiting = false;
  return {
    id: ATHENA,
    label: () => {
      const target = athena.target();
      return target === undefined ? undefined : `Athena (${target.workgroup})`;
    },
    async tables() {
      const asked = athena.tables().catch((error: unknown) => {
        if (error instanceof AppError || (error instanceof Error && error.name === 'AbortError')) return [];
        throw error;
      });
      const late = later(PATIENCE_MS);
      const tables = await Promise.race([asked, late.promise]);
      late.cancel();
      waiting = tables === undefined;
      return tables ?? [];
    },
    status: () => (waiting ? 'loading' : (athena.status() ?? 'empty')),
  };
}

function later(milliseconds: number): { promise: Promise<undefined>; cancel: () => void } {
  const { promise, resolve } = Promise.withResolvers<undefined>();
  const timer = setTimeout(() => resolve(undefined), milliseconds);
  return { promise, cancel: () => clearTimeout(timer) };
}
