import type { BillingColumn } from './billing-column.ts';
import type { BillingShape } from './billing-profile.ts';
import { CUR2_COLUMNS } from './cur2-columns.ts';
import { AWS_FOCUS_COLUMNS, FOCUS_COLUMNS } from './focus-columns.ts';
import { LEGACY_CUR_COLUMNS } from './legacy-cur-columns.ts';
import { athenaName, isLegacyCurHeader, uniqueNames } from './header-names.ts';

/** The types that a known kind of file prescribes, whatever its values look like; undefined where the values decide. */
export type TypeRule = (name: string) => BillingColumn['type'] | undefined;

/** What a file's line of column names tells. `names` are the columns' names in SQL. */
export type RecognizedTable = {
  kind: string;
  shape?: BillingShape;
  names: string[];
  rule: TypeRule;
  evidence: string[];
  notes: string[];
};

const CSV = { kind: 'csv', rule: () => undefined, evidence: [], notes: [] } satisfies Partial<RecognizedTable>;

/** How many of a format's columns make a file one of it where the decisive ones are missing. */
const ENOUGH_COLUMNS = 10;

export function recognizeTable(headers: readonly string[]): RecognizedTable {
  const legacy = legacyByHeaders(headers);
  if (legacy) return { ...legacy, notes: [...legacy.notes, ...missingNote(legacy)] };
  const { names, notes } = uniqueNames(headers);
  const found = curByNames(names) ?? focusByNames(names) ?? { ...CSV, names };
  return { ...found, notes: [...notes, ...found.notes, ...missingNote(found)] };
}

const typesOf = (columns: readonly BillingColumn[]) => new Map(columns.map(({ name, type }) => [name, type]));
const CUR2 = typesOf(CUR2_COLUMNS);
const LEGACY = typesOf(LEGACY_CUR_COLUMNS);
const FOCUS = typesOf([...Object.values(FOCUS_COLUMNS).flat(), ...AWS_FOCUS_COLUMNS]);

/** In a CUR everything is text but the amounts and four dates: rates and identifiers keep the digits that AWS wrote. */
const curRule =
  (types: ReadonlyMap<string, BillingColumn['type']>): TypeRule =>
  (name) =>
    types.get(name) ?? (/^discount_\w+_discount$/u.test(name) ? 'number' : 'text');

const focusRule: TypeRule = (name) => {
  const known = FOCUS.get(name);
  if (known !== undefined) return known;
  if (/(?:Cost|Quantity|UnitPrice)$/u.test(name)) return 'number';
  if (/Period(?:Start|End)$/u.test(name)) return 'time';
  return name.startsWith('x_') ? undefined : 'text';
};

function legacyByHeaders(headers: readonly string[]): RecognizedTable | undefined {
  if (!isLegacyCurHeader(headers)) return undefined;
  const { names, notes } = uniqueNames(headers.map(athenaName));
  const example = headers.find((header) => header.startsWith('lineItem/')) ?? headers[0];
  return {
    kind: 'legacy CUR',
    shape: 'cur_legacy',
    names,
    rule: curRule(LEGACY),
    evidence: [
      `Column names such as ${example}: only a legacy CUR has them. They are written as Athena writes them (${athenaName(example ?? '')})`,
    ],
    notes,
  };
}

/** Columns that CUR 2.0 has and a legacy CUR never had; the first five are decisive. */
const ONLY_CUR2 = ['resource_tags', 'product', 'cost_category', 'discount', 'billing_period'];
const NAMES_OF_CUR2 = ['bill_payer_account_name', 'line_item_usage_account_name', 'line_item_iam_principal'];

function curByNames(written: readonly string[]): RecognizedTable | undefined {
  const names = written.map((name) => name.toLowerCase());
  const has = new Set(names);
  const known = names.filter((name) => /^(?:line_item|bill|identity)_/u.test(name) && LEGACY.has(name));
  if (!has.has('line_item_unblended_cost') && !has.has('line_item_line_item_type') && known.length < ENOUGH_COLUMNS)
    return undefined;
  const decisive = ONLY_CUR2.filter((name) => has.has(name));
  const legacy = names.filter((name) => isOnlyLegacy(name));
  const second = decisive.length > 0 ? decisive : legacy.length > 0 ? [] : NAMES_OF_CUR2.filter((name) => has.has(name));
  if (second.length > 0)
    return {
      kind: 'CUR 2.0',
      shape: 'cur',
      names,
      rule: curRule(CUR2),
      evidence: [`${listed(second)}: ${second.length === 1 ? 'a column' : 'columns'} that only CUR 2.0 has`],
      notes: [],
    };
  const why =
    legacy.length > 0
      ? `${listed(legacy)}: ${legacy.length === 1 ? 'a column' : 'columns'} that CUR 2.0 keeps in maps or lacks`
      : 'None of the columns that came with CUR 2.0, such as resource_tags or billing_period';
  const evidence = [`${listed(known)}: columns of a CUR under the names that Athena gives them`, why];
  return { kind: 'legacy CUR', shape: 'cur_legacy', names, rule: curRule(LEGACY), evidence, notes: [] };
}

function isOnlyLegacy(name: string): boolean {
  return (LEGACY.has(name) && !CUR2.has(name)) || /^(?:resource_tags|cost_category)_/u.test(name);
}

const plainName = (name: string) => name.toLowerCase().replace(/[^a-z0-9]/gu, '');
const FOCUS_NAMES = new Map([...FOCUS.keys()].map((name) => [plainName(name), name]));

/** FOCUS, also where something wrote its names in lower case or with underscores. */
function focusByNames(written: readonly string[]): RecognizedTable | undefined {
  const known = written.map((name) => FOCUS_NAMES.get(plainName(name)));
  const has = new Set(known.filter((name) => name !== undefined));
  if (!(has.has('BilledCost') && has.has('EffectiveCost')) && has.size < ENOUGH_COLUMNS) return undefined;
  const { names, notes } = uniqueNames(written.map((name, at) => known[at] ?? name));
  const { version, evidence } = focusVersion(has);
  const aws = AWS_FOCUS_COLUMNS.filter(({ name }) => has.has(name)).map(({ name }) => name);
  if (aws.length > 0)
    evidence.push(`${listed(aws)}: ${aws.length === 1 ? 'a column' : 'columns'} that AWS adds in its own exports`);
  if (names.some((name, at) => name !== written[at]))
    evidence.push('Its column names were written otherwise, and are given as the specification writes them');
  return {
    kind: `FOCUS ${version}${aws.length > 0 ? ' (AWS export)' : ''}`,
    shape: 'focus',
    names,
    rule: focusRule,
    evidence,
    notes,
  };
}

/** By columns that came with a version of the specification. */
function focusVersion(has: ReadonlySet<string>): { version: string; evidence: string[] } {
  const core = ['BilledCost', 'EffectiveCost', 'ChargePeriodStart', 'ServiceName'].filter((name) => has.has(name));
  const evidence = core.length > 0 ? [`${listed(core)}: columns of FOCUS`] : [];
  for (const version of ['1.2', '1.1'] as const) {
    const came = FOCUS_COLUMNS[version].filter(({ name }) => has.has(name)).map(({ name }) => name);
    if (came.length > 0)
      return { version, evidence: [...evidence, `${listed(came)}: came with FOCUS ${version}, and nothing newer is there`] };
  }
  return { version: '1.0', evidence: [...evidence, 'No column that came after FOCUS 1.0'] };
}

/** Without these, what people ask first has no answer. */
const ESSENTIAL: Record<BillingShape, readonly string[]> = {
  cur: essentialOfCur(),
  cur_legacy: essentialOfCur(),
  focus: [
    'BilledCost',
    'EffectiveCost',
    'BillingCurrency',
    'BillingPeriodStart',
    'ChargeCategory',
    'ChargePeriodStart',
    'ServiceName',
  ],
};

function essentialOfCur(): readonly string[] {
  return [
    'bill_billing_period_start_date',
    'bill_payer_account_id',
    'line_item_currency_code',
    'line_item_line_item_type',
    'line_item_product_code',
    'line_item_unblended_cost',
    'line_item_usage_account_id',
    'line_item_usage_start_date',
  ];
}

function missingNote({ shape, kind, names }: RecognizedTable): string[] {
  if (shape === undefined) return [];
  const has = new Set(names);
  const missing = ESSENTIAL[shape].filter((name) => !has.has(name));
  if (missing.length === 0) return [];
  return [
    `A ${kind} has ${missing.join(', ')}, and this file has not: the views give NULL there. Include ${missing.length === 1 ? 'it' : 'them'} in the export and open the file again`,
  ];
}

/** The first few of them. */
function listed(names: readonly string[]): string {
  return names.length > 4 ? `${names.slice(0, 4).join(', ')} and ${names.length - 4} more` : names.join(', ');
}
