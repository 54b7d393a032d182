import { nearNames } from '../../tools/near-names.ts';
import { planCall } from './ask-tool.ts';
import type { CommandPlan } from './command-plan.ts';
import { code, counted, minute, runLink, short, size, table } from './markdown.ts';

const MOST = 50;
const RUNS = 20;

export function planWorkflows(words: string): CommandPlan {
  const query = words.trim().slice(0, 1000);
  return planCall('list_workflows', {
    input: query === '' ? {} : query.startsWith('#') && !/\s/u.test(query) ? { tag: query.slice(1) } : { query },
    answered: ({ workflows }) => {
      if (workflows.length === 0)
        return `No workflow has ${code(query)} in its name, description or tags. ${code('/workflows')} lists all.`;
      const rows = workflows
        .slice(0, MOST)
        .map(({ name, description, language, last_run_at }) => [
          `**${short(name)}**`,
          short(description, 160),
          short(language),
          last_run_at === null ? 'never' : minute(last_run_at),
        ]);
      return withMore(
        table(['Workflow', 'What it does', 'Language', 'Last run'], rows),
        workflows.length,
        `Run one with ${code('/run <name>')}.`,
      );
    },
  });
}

export function planFiles(prefix: string): CommandPlan {
  const begin = prefix.trim().slice(0, 1024);
  return planCall('list_files', {
    input: begin === '' ? {} : { prefix: begin },
    answered: ({ files }) => {
      if (files.length === 0)
        return begin === ''
          ? 'The workspace has no files yet: what code writes under `data/` is kept there.'
          : `No file begins with ${code(begin)}.`;
      const rows = files.slice(0, MOST).map((file) => [short(file.path, 200), size(file.bytes), minute(file.modified_at)]);
      return withMore(
        table(['File', 'Size', 'Changed'], rows),
        files.length,
        `${code('/describe <file>')} says what one holds; the Data page has downloads.`,
      );
    },
  });
}

export function planTables(wanted: string): CommandPlan {
  const id = wanted.trim();
  return planCall('list_connections', {
    input: {},
    answered: ({ connections }) => {
      const chosen = id === '' ? connections : connections.filter((each) => each.id.toLowerCase() === id.toLowerCase());
      if (chosen.length === 0)
        return noConnection(
          id,
          connections.map((each) => each.id),
        );
      const rows = chosen.flatMap((connection) =>
        connection.tables.map(({ name, kind, rows: count, columns }) => [
          short(name),
          short(connection.id),
          short(kind ?? ''),
          count === undefined ? '' : count.toLocaleString('en-US'),
          String(columns.length),
        ]),
      );
      if (rows.length === 0) return 'There are no tables there: open your files on the Data page.';
      return withMore(
        table(['Table', 'Connection', 'Kind', 'Rows', 'Columns'], rows.slice(0, MOST)),
        rows.length,
        `${code('/describe <table>')} says what one holds.`,
      );
    },
  });
}

export function planConnections(wanted: string): CommandPlan {
  const id = wanted.trim();
  if (id !== '') {
    return planCall('select_connection', {
      input: { id },
      answered: ({ label, tables }) => `Queries now go to **${short(label)}** (${counted(tables.length, 'table')}).`,
    });
  }
  return planCall('list_connections', {
    input: {},
    answered: ({ connections }) => {
      const rows = connections.map((each) => [
        short(each.id),
        short(each.label),
        short(each.status, 160),
        String(each.tables.length),
        each.selected ? 'yes' : '',
      ]);
      return `${table(['Id', 'Connection', 'Status', 'Tables', 'Selected'], rows)}\n\n${code('/connections <id>')} selects one.`;
    },
  });
}

export function planRuns(): CommandPlan {
  return planCall('list_runs', {
    input: { limit: RUNS },
    answered: ({ runs }) => {
      if (runs.length === 0) return 'Nothing was run yet.';
      const rows = runs.map((run) => [
        runLink(run.title?.trim() || `${run.language} run`, run.run_id),
        short(run.status.replaceAll('_', ' ')),
        short(run.connection),
        minute(run.started_at),
      ]);
      return `${table(['Run', 'Status', 'Connection', 'Started'], rows)}\n\nAll of them are on the Runs page.`;
    },
  });
}

function noConnection(id: string, ids: readonly string[]): string {
  const near = nearNames(id, ids);
  return `There is no connection ${code(id)}. ${near.length > 0 ? 'Did you mean' : 'There are'} ${(near.length > 0 ? near : ids).map((each) => code(each)).join(', ')}${near.length > 0 ? '?' : '.'}`;
}

function withMore(shown: string, count: number, hint: string): string {
  return `${shown}\n\n${count > MOST ? `The first ${MOST} of ${count.toLocaleString('en-US')}. ` : ''}${hint}`;
}
