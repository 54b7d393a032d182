import type { BillingShape } from '../../../../core/billing/billing-profile.ts';
import type { BillingNote } from '../../../../core/dataset.ts';
import { billKey, type BillingSource, negationsCancel, withoutBills } from './billing-source.ts';

/** A billing file that gives nothing now: left out by the person, or not readable. */
export type AbsentSource = { label: string; shape: BillingShape; level: BillingNote['level']; why: string };

type Part = { shape: BillingShape; sources: readonly BillingSource[]; elsewhere: ReadonlySet<string> };

type Facts = {
  name: BillingShape;
  parts: readonly Part[];
  used: readonly BillingSource[];
  absent: readonly AbsentSource[];
  /** Billing files of formats that cannot be made into the view's. */
  others: readonly BillingSource[];
};

/** What a person must know before they trust a sum over the view. Warnings first. */
export function viewNotes({ name, parts, used, absent, others }: Facts): BillingNote[] {
  const reachable = new Set(parts.map(({ shape }) => shape));
  const absentNotes = absent
    .filter(({ shape }) => reachable.has(shape))
    .map(({ label, why, level }) => (level === 'info' ? info : warning)(`${label} is not in it: ${why}`));
  return [
    ...currencyNotes(used),
    ...parts.flatMap(({ sources, elsewhere }) =>
      twiceNotes(
        sources.filter((source) => used.includes(source)),
        elsewhere,
      ),
    ),
    ...absentNotes.filter(({ level }) => level === 'warning'),
    ...negationNotes(name, used),
    ...doubtNotes(used),
    ...absentNotes.filter(({ level }) => level === 'info'),
    ...parts.flatMap((part) => elsewhereNotes(part)),
    ...others.map(({ label, kind }) =>
      info(`${label} (${kind}) is not in it: FOCUS has no line item types, without which there is no CUR. Query focus for it`),
    ),
  ];
}

const warning = (text: string, tables: readonly BillingSource[] = []): BillingNote => ({
  level: 'warning',
  text,
  may_leave_out: byName(tables).map(({ id, label }) => ({ id, label })),
});
const info = (text: string): BillingNote => ({ level: 'info', text, may_leave_out: [] });

function currencyNotes(used: readonly BillingSource[]): BillingNote[] {
  const byCurrency = grouped(used, ({ billing }) => billing.currencies);
  const currencies = [...byCurrency.keys()].toSorted();
  if (byCurrency.size < 2) return [];
  const lists = currencies.map((currency) => `${currency} (${fileNames(byCurrency.get(currency) ?? [])})`);
  return [
    warning(
      `Costs are in more than one currency: ${lists.join('; ')}. A sum over all of them means nothing: group by line_item_currency_code (in focus by BillingCurrency), or leave files out`,
      used,
    ),
  ];
}

/** What the reader of the files had to leave out or decide: it touches every sum. */
function doubtNotes(used: readonly BillingSource[]): BillingNote[] {
  return [...grouped(used, ({ doubts }) => doubts)].map(([doubt, files]) => warning(`${fileNames(files)}: ${doubt}`));
}

/** Bills that more than one file of the same format has. */
function twiceNotes(sources: readonly BillingSource[], elsewhere: ReadonlySet<string>): BillingNote[] {
  const byBill = grouped(sources, (source) => withoutBills(source, elsewhere).bills.flatMap((bill) => billKey(bill) ?? []));
  const bySources = new Map<string, { files: readonly BillingSource[]; bills: string[] }>();
  for (const [bill, files] of byBill) {
    if (files.length < 2) continue;
    const key = files.map(({ id }) => id).join(' ');
    const entry = bySources.get(key) ?? { files, bills: [] };
    entry.bills.push(bill);
    bySources.set(key, entry);
  }
  return [...bySources.values()].map(({ files, bills }) => twiceNote(files, bills));
}

function twiceNote(files: readonly BillingSource[], bills: readonly string[]): BillingNote {
  const what = `${fileNames(files)} ${files.length === 2 ? 'both' : 'all'} hold ${billNames(bills)}`;
  if (arePartsOfOne(files)) return info(`${what}; by their names they are parts of one report, so all their lines count`);
  return warning(
    `${what}: what is in more than one of them counts ${files.length === 2 ? 'twice' : 'more than once'}. Leave one out, unless each holds other lines of the bill`,
    files,
  );
}

/** AWS cuts a large report into `name-00001.csv.gz`, `name-00002.csv.gz` … */
function arePartsOfOne(files: readonly BillingSource[]): boolean {
  const parts = files.map(({ file_name }) => /^(.*-)(\d{5})(\.csv(?:\.gz)?)$/iu.exec(file_name));
  const [first] = parts;
  return (
    parts.every((part) => part && part[1] === first?.[1] && part[3] === first?.[3]) &&
    new Set(parts.map((part) => part?.[2])).size === parts.length
  );
}

/** Bills that a nearer format has already: they are not counted twice. */
function elsewhereNotes({ sources, elsewhere }: Part): BillingNote[] {
  return sources.flatMap((source) => {
    const { excluded, bills } = withoutBills(source, elsewhere);
    if (excluded.length === 0) return [];
    const what = billNames(excluded.flatMap((bill) => billKey(bill) ?? []));
    return [
      info(
        `${source.label} (${source.kind}) gives ${bills.length === 0 ? 'nothing' : 'the rest'} here: another file has ${what} in a nearer format, and no bill is counted twice`,
      ),
    ];
  });
}

function negationNotes(name: BillingShape, used: readonly BillingSource[]): BillingNote[] {
  const curs = used.filter(({ billing }) => billing.shape !== 'focus');
  if (name !== 'focus') return [];
  if (negationsCancel(curs))
    return curs.every(({ billing }) => billing.bills.every(({ negations }) => negations === 0))
      ? []
      : [
          info(
            'Use that a savings plan covers is billed 0 and has its EffectiveCost; SavingsPlanNegation, which takes it back in a CUR, has no line here',
          ),
        ];
  return [
    warning(
      `In ${fileNames(curs.filter(({ billing }) => !billing.negations_cancel))} SavingsPlanCoveredUsage and SavingsPlanNegation do not cancel, as they do in a whole bill: both keep their unblended cost as BilledCost here, so that the total is that of the CUR`,
    ),
  ];
}

function grouped(
  sources: readonly BillingSource[],
  keysOf: (source: BillingSource) => readonly string[],
): Map<string, BillingSource[]> {
  const groups = new Map<string, BillingSource[]>();
  for (const source of sources) for (const key of new Set(keysOf(source))) groups.set(key, [...(groups.get(key) ?? []), source]);
  return groups;
}

/** In the same order in every view, so that what is said of several is said once. */
const fileNames = (files: readonly BillingSource[]) => joined(byName(files).map(({ label }) => label));

function byName(files: readonly BillingSource[]): BillingSource[] {
  return files.toSorted((a, b) => (a.label < b.label ? -1 : 1));
}

/** "2026-05 and 2026-06 of payer 123" of keys such as "2026-05 123". */
function billNames(bills: readonly string[]): string {
  const byPayer = new Map<string, string[]>();
  for (const bill of bills.toSorted()) {
    const payer = bill.slice(8);
    byPayer.set(payer, [...(byPayer.get(payer) ?? []), bill.slice(0, 7)]);
  }
  return joined([...byPayer].map(([payer, periods]) => `${joined(periods)} of payer ${payer}`));
}

function joined(items: readonly string[]): string {
  const shown = items.length > 6 ? [...items.slice(0, 5), `${items.length - 5} more`] : items;
  return shown.length < 2 ? shown.join('') : `${shown.slice(0, -1).join(', ')} and ${shown.at(-1)}`;
}
