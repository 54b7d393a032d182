import { BILLING_SHAPES, type BillingShape } from '../../../../core/billing/billing-profile.ts';
import type { BillingNote, BillingView, LocalTableStatus, TableInfo } from '../../../../core/dataset.ts';
import type { LocalTableRecord } from '../../../../core/ports/local-table-store.ts';
import { type CsvLayout, SCHEMAS } from '../../../../../workers/engine/protocol.ts';
import { identifier } from '../../sql-text.ts';
import { EngineFaultError } from '../../engine-fault-error.ts';
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
  /** Why a view could not be made, by its name. */
  private readonly failures = new Map<string, string>();
  private planned: { key: string; views: PlannedView[] } = { key: '', views: [] };

  constructor(host: EngineHost) {
    this.host = host;
  }

  list(tables: readonly TableState[]): BillingView[] {
    const labels = new Map(tables.map(({ record }) => [record.id, labelOf(record, tables)]));
    return this.plan(tables).map(({ view }) => {
      const failure = this.failures.get(view.name);
      if (failure === undefined) return view;
      const note: BillingNote = {
        level: 'warning',
        text: `It could not be made of the files: ${failure}`,
        may_leave_out: view.sources.map(({ id, file_name }) => ({ id, label: labels.get(id) ?? file_name })),
      };
      return { ...view, notes: [note, ...view.notes] };
    });
  }

  infos(tables: readonly TableState[]): TableInfo[] {
    return this.plan(tables)
      .filter(({ view }) => !this.failures.has(view.name))
      .map(({ view: { name, kind, rows, columns } }) => ({ name, kind: `${kind} view`, rows, columns }));
  }

  /** Makes the views that differ from those in the engine, and drops those that there is nothing for any more. */
  async make(tables: readonly TableState[]): Promise<void> {
    const { generation } = this.host;
    if (this.made.generation !== generation) this.forget(generation);
    const wanted = new Map(this.plan(tables).map(({ view, sql }): [string, string] => [view.name, sql]));
    const { sql: made } = this.made;
    // What has the name of a table of the person's own is theirs.
    for (const { record } of tables) made.delete(record.name.toLowerCase());
    for (const name of [...made.keys()].filter((each) => !wanted.has(each))) {
      await this.drop(name);
      made.delete(name);
      this.failures.delete(name);
    }
    for (const [name, sql] of wanted) {
      if (made.get(name) === sql) continue;
      await this.makeView(name, sql);
      made.set(name, sql);
    }
  }

  /** Nothing is known of what the engine has: each view is made anew or dropped. */
  private forget(generation: number): void {
    this.made = { generation, sql: new Map(BILLING_SHAPES.map((shape) => [shape, ''])) };
    this.failures.clear();
  }

  /** A view that cannot be made says so when it is asked for; the other tables are there all the same. */
  private async makeView(name: string, sql: string): Promise<void> {
    this.failures.delete(name);
    try {
      await this.execute(sql);
    } catch (error) {
      if (!(error instanceof EngineFaultError) || error.fault.kind !== 'query') throw error;
      this.failures.set(name, error.message.split('\n')[0] ?? '');
      await this.drop(name);
    }
  }

  private drop(name: string): Promise<void> {
    return this.execute(`DROP VIEW IF EXISTS ${SCHEMAS.local}.${identifier(name)}`);
  }

  private async execute(sql: string): Promise<void> {
    await this.host.request({ op: 'execute', statements: [sql] });
  }

  /** Why there is no view of that name, where it is one of theirs. */
  problemOf(name: string, tables: readonly TableState[]): string | undefined {
    const shape = BILLING_SHAPES.find((each) => each === name.toLowerCase());
    if (shape === undefined) return undefined;
    const failure = this.failures.get(shape);
    if (failure !== undefined)
      return `The view ${shape} could not be made of the files: ${failure}. Leave files out of the views on the Data page until it can`;
    if (this.plan(tables).some(({ view }) => view.name === shape)) return undefined;
    const absent = tables.filter(({ layout }) => layout?.billing !== undefined).map((table) => absentSource(table, tables));
    const reasons = absent.flatMap((each) => (each === undefined ? [] : [`${each.label} ${each.why}`]));
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
        layout?.doubts,
      ]),
    );
    if (this.planned.key !== key) {
      const absent = tables.flatMap((table) => absentSource(table, tables) ?? []);
      const taken = tables.map(({ record }) => record.name);
      this.planned = {
        key,
        views: planViews(
          tables.flatMap((table) => sourceOf(table, tables) ?? []),
          absent,
          taken,
        ),
      };
    }
    return this.planned.views;
  }
}

/** What is said of a table that has the name of a view. */
export function nameNote(record: LocalTableRecord): string[] {
  if (!BILLING_SHAPES.some((shape) => shape === record.name.toLowerCase())) return [];
  return [
    `Its name is that of the view over all local billing files, which therefore is not there. Rename this table to have the view ${record.name.toLowerCase()}`,
  ];
}

/** The file's name; where another file has the same, its table's name tells them apart. */
function labelOf({ id, name, file_name }: LocalTableRecord, tables: readonly TableState[]): string {
  const isShared = tables.some(({ record }) => record.id !== id && record.file_name === file_name);
  return isShared ? `${file_name} (table ${name})` : file_name;
}

function sourceOf({ record, status, layout }: TableState, tables: readonly TableState[]): BillingSource | undefined {
  if (status !== 'ready' || record.left_out || layout?.billing === undefined) return undefined;
  const { billing, kind, rows, columns, doubts } = layout;
  return {
    id: record.id,
    table: record.name,
    file_name: record.file_name,
    label: labelOf(record, tables),
    kind,
    rows,
    columns,
    billing,
    doubts,
  };
}

function absentSource({ record, status, problem, layout }: TableState, tables: readonly TableState[]): AbsentSource | undefined {
  const shape: BillingShape | undefined = layout?.billing?.shape;
  if (shape === undefined || (status === 'ready' && !record.left_out)) return undefined;
  const label = labelOf(record, tables);
  if (record.left_out)
    return { label, shape, level: 'info', why: 'you left it out; take it in again with its actions on the Data page' };
  return { label, shape, level: 'warning', why: problem ?? 'it cannot be read' };
}
