import { AWS_FOCUS_COLUMNS, FOCUS_COLUMNS } from '../../../../core/billing/focus-columns.ts';
import type { BillingColumn } from '../../../../core/billing/billing-column.ts';
import { BILLING_SHAPES, type BillingShape } from '../../../../core/billing/billing-profile.ts';
import { CUR2_COLUMNS } from '../../../../core/billing/cur2-columns.ts';
import { LEGACY_CUR_COLUMNS } from '../../../../core/billing/legacy-cur-columns.ts';
import type { BillingView } from '../../../../core/dataset.ts';
import { SCHEMAS } from '../../../../../workers/engine/protocol.ts';
import { identifier } from '../../sql-text.ts';
import { billsOf, type BillingSource, negationsCancel, sourceRelation, withoutBills } from './billing-source.ts';
import { curFromCur, curFromLegacy } from './cur-from-legacy.ts';
import { focusFromCur } from './focus-from-cur.ts';
import { legacyFromCur, legacyFromLegacy } from './legacy-from-cur.ts';
import { asRelation, plainColumns, type Relation, unionOf } from './relation.ts';
import { type AbsentSource, viewNotes } from './view-notes.ts';

/** A view as it is to be made. */
export type PlannedView = { view: BillingView; sql: string };

const FOCUS_1_2: readonly BillingColumn[] = Object.values(FOCUS_COLUMNS).flat();

const KINDS: Record<BillingShape, string> = { cur: 'CUR 2.0', cur_legacy: 'legacy CUR', focus: 'FOCUS 1.2' };
const ORDER: Record<BillingShape, readonly BillingColumn[]> = {
  cur: CUR2_COLUMNS,
  cur_legacy: LEGACY_CUR_COLUMNS,
  focus: FOCUS_1_2,
};
const TYPES: Record<BillingShape, readonly BillingColumn[]> = { ...ORDER, focus: [...FOCUS_1_2, ...AWS_FOCUS_COLUMNS] };

/** Of two files that hold the same bill in different formats, the one nearest to the view's own format gives it. */
const NEAREST: Record<BillingShape, readonly BillingShape[]> = {
  cur: ['cur', 'cur_legacy'],
  cur_legacy: ['cur_legacy', 'cur'],
  // FOCUS has no line item types, of which a CUR consists: nothing leads back from it.
  focus: ['focus', 'cur', 'cur_legacy'],
};

/**
 * The views over local billing files: `cur`, `cur_legacy` and `focus`, each over whatever can be made into it. `absent` are billing files
 * that give nothing now, with the reason; `taken` are names of the person's own tables, which win. Nothing is read: rows are known.
 */
export function planViews(
  sources: readonly BillingSource[],
  absent: readonly AbsentSource[],
  taken: readonly string[],
): PlannedView[] {
  const names = new Set(taken.map((name) => name.toLowerCase()));
  return BILLING_SHAPES.flatMap((shape) => (names.has(shape) ? [] : (planView(shape, sources, absent) ?? [])));
}

/** What one format gives to a view: the files that do, and the bills that nearer ones have already. */
type Part = { shape: BillingShape; sources: readonly BillingSource[]; elsewhere: ReadonlySet<string> };

function planView(name: BillingShape, all: readonly BillingSource[], absent: readonly AbsentSource[]): PlannedView | undefined {
  const parts: Part[] = [];
  const given = new Set<string>();
  for (const shape of NEAREST[name]) {
    const sources = all.filter(({ billing }) => billing.shape === shape);
    parts.push({ shape, sources, elsewhere: new Set(given) });
    for (const bill of billsOf(sources)) given.add(bill);
  }
  const relations = parts.flatMap((part) => relationsOf(name, part));
  if (relations.length === 0) return undefined;
  const union = unionOf(relations, ORDER[name]);
  const used = parts.flatMap(({ sources, elsewhere }) =>
    sources.filter((source) => withoutBills(source, elsewhere).bills.length > 0 || source.rows === 0),
  );
  const { columns, rows } = union;
  const view: BillingView = {
    name,
    kind: KINDS[name],
    rows,
    columns: plainColumns(columns),
    sources: used.map((source) => ({
      id: source.id,
      table: source.table,
      file_name: source.file_name,
      kind: source.kind,
      rows: source.rows,
    })),
    missing: columns.filter(({ lacking }) => lacking).map((column) => column.name),
    notes: viewNotes({
      name,
      parts,
      used,
      absent,
      others: all.filter((source) => !NEAREST[name].includes(source.billing.shape)),
    }),
  };
  return { view, sql: `CREATE OR REPLACE VIEW ${SCHEMAS.local}.${identifier(name)} AS ${union.sql}` };
}

/** What one format gives to a view. */
function relationsOf(name: BillingShape, { shape, sources, elsewhere }: Part): Relation[] {
  const files = sources.flatMap((source) => sourceRelation(source, TYPES[shape], elsewhere) ?? []);
  if (files.length === 0) return [];
  const raw = asRelation(unionOf(files, []));
  if (shape === 'focus') return [raw];
  if (name === 'focus') return focusRelations(raw, shape, sources, elsewhere);
  if (name === 'cur') return [shape === 'cur' ? curFromCur(raw) : curFromLegacy(raw)];
  return [shape === 'cur_legacy' ? legacyFromLegacy(raw) : legacyFromCur(curFromCur(raw), mapKeys(sources))];
}

function focusRelations(
  raw: Relation,
  shape: BillingShape,
  sources: readonly BillingSource[],
  elsewhere: ReadonlySet<string>,
): Relation[] {
  const bills = sources.flatMap((source) => withoutBills(source, elsewhere).bills);
  const cur = shape === 'cur' ? curFromCur(raw) : curFromLegacy(raw);
  return focusFromCur(
    { ...cur, columns: new Map([...raw.columns, ...cur.columns]) },
    {
      cancels: negationsCancel(sources),
      negations: bills.reduce((sum, { negations }) => sum + negations, 0),
      fees: bills.reduce((sum, { fees }) => sum + fees, 0),
      tagKeys: mapKeys(sources)['resource_tags'] ?? [],
    },
  );
}

/** The keys of each map column over all files. */
function mapKeys(sources: readonly BillingSource[]): Record<string, string[]> {
  const names = new Set(sources.flatMap(({ billing }) => Object.keys(billing.map_keys)));
  return Object.fromEntries(
    [...names].map((name) => [name, [...new Set(sources.flatMap(({ billing }) => billing.map_keys[name] ?? []))].toSorted()]),
  );
}
