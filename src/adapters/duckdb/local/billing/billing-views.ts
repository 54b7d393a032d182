import { BILLING_SHAPES, type BillingShape } from '../../../../core/billing/billing-profile.ts';
import type { BillingView, LocalTableStatus, TableInfo } from '../../../../core/dataset.ts';
import type { LocalTableRecord } from '../../../../core/ports/local-table-store.ts';
import { type CsvLayout, SCHEMAS } from '../../../../../workers/engine/protocol.ts';
import { identifier } from '../../sql-text.ts';
import type { EngineHost } from '../../engine-host.ts';
import type { BillingSource } from './billing-source.ts';
import { type PlannedView, planViews } from './plan-views.ts';
import type { AbsentSource } from './view-notes.ts';

/** A local table as it stands: what is kept of it, and how its file was read. */
export type TableState = { record: LocalTableRecord; status: LocalTableStatus; problem?: string; layout: CsvLayout | undefined };

/** The views over the billing data among the local tables, planned from what is known and made in the engine when a query comes. */
export class BillingViews {
  private readonly host: EngineHost;
  private made = { generation: 0, sql: new Map<string, string>() };
  private planned: { key: string; views: PlannedView[] } = { key: '', views: [] };

  constructor(host: EngineHost) {
    this.host = host;
  }

  list(tables: readonly TableState[]): BillingView[] {
    return this.plan(tables).map(({ view }) => view);
  }

  infos(tables: readonly TableState[]): TableInfo[] {
    return this.plan(tables).map(({ view: { name, kind, rows, columns } }) => ({ name, kind: `${kind} view`, rows, columns }));
  }

  /** Makes the views that differ from those in the engine, and drops those that there is nothing for any more. */
  async make(tables: readonly TableState[]): Promise<void> {
    const { generation } = this.host;
    if (this.made.generation !== generation) this.made = { generation, sql: unknownViews() };
    const wanted = new Map(this.plan(tables).map(({ view, sql }): [string, string] => [view.name, sql]));
    const before = this.made.sql;
    const own = new Set(tables.map(({ record }) => record.name.toLowerCase()));
    const drops = [...before.keys()].filter((name) => !wanted.has(name) && !own.has(name));
    const makes = [...wanted].filter(([name, sql]) => before.get(name) !== sql);
    this.made = { generation, sql: wanted };
    if (drops.length + makes.length === 0) return;
    const statements = [
      ...drops.map((name) => `DROP VIEW IF EXISTS ${SCHEMAS.local}.${identifier(name)}`),
      ...makes.map(([, sql]) => sql),
    ];
    try {
      await this.host.request({ op: 'execute', statements });
    } catch (error) {
      // What was made of them is unknown: all are made anew next time.
      this.made = { generation, sql: unknownViews() };
      throw error;
    }
  }

  /** Why there is no view of that name, where it is one of theirs. */
  problemOf(name: string, tables: readonly TableState[]): string | undefined {
    const shape = BILLING_SHAPES.find((each) => each === name.toLowerCase());
    if (shape === undefined || this.plan(tables).some(({ view }) => view.name === shape)) return undefined;
    const absent = tables.filter(({ layout }) => layout?.billing !== undefined).map((table) => absentSource(table));
    const reasons = absent.flatMap((each) => (each === undefined ? [] : [`${each.file_name} ${each.why}`]));
    const why =
      reasons.length > 0
        ? reasons.join('; ')
        : tables.some(({ layout }) => layout?.billing?.shape === 'focus')
          ? 'your files are FOCUS, from which no CUR can be made (it has no line item types); query the view focus'
          : 'no Cost and Usage Report or FOCUS export is open; open one on the Data page';
    return `There is no view ${shape}: ${why}`;
  }

  private plan(tables: readonly TableState[]): PlannedView[] {
    const key = JSON.stringify(
      tables.map(({ record, status, problem, layout }) => [
        record.id,
        record.name,
        record.left_out,
        record.last_modified,
        status,
        problem,
        layout?.rows,
        layout?.kind,
      ]),
    );
    if (this.planned.key !== key) {
      const absent = tables.flatMap((table) => absentSource(table) ?? []);
      const taken = tables.map(({ record }) => record.name);
      this.planned = {
        key,
        views: planViews(
          tables.flatMap((table) => sourceOf(table) ?? []),
          absent,
          taken,
        ),
      };
    }
    return this.planned.views;
  }
}

/** What may be there: each is made anew or dropped. */
function unknownViews(): Map<string, string> {
  return new Map(BILLING_SHAPES.map((shape) => [shape, '']));
}

/** What is said of a table that has the name of a view. */
export function nameNote(record: LocalTableRecord): string[] {
  if (!BILLING_SHAPES.some((shape) => shape === record.name.toLowerCase())) return [];
  return [
    `Its name is that of the view over all local billing files, which therefore is not there. Rename this table to have the view ${record.name.toLowerCase()}`,
  ];
}

function sourceOf({ record, status, layout }: TableState): BillingSource | undefined {
  if (status !== 'ready' || record.left_out || layout?.billing === undefined) return undefined;
  const { billing, kind, rows, columns } = layout;
  return { id: record.id, table: record.name, file_name: record.file_name, kind, rows, columns, billing };
}

function absentSource({ record, status, problem, layout }: TableState): AbsentSource | undefined {
  const shape: BillingShape | undefined = layout?.billing?.shape;
  if (shape === undefined || (status === 'ready' && !record.left_out)) return undefined;
  const { file_name } = record;
  if (record.left_out)
    return { file_name, shape, level: 'info', why: 'you left it out; take it in again with its actions on the Data page' };
  return { file_name, shape, level: 'warning', why: problem ?? 'it cannot be read' };
}
