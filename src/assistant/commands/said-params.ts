import type { JsonObject } from '../../core/json.ts';

/** What a sentence says clearly of a run. `rest` is the sentence without it; `vague` is what must be said more clearly. */
export type SaidParams = {
  month?: string;
  days?: { from: string; to: string };
  currency?: string;
  connection?: string;
  rest: string;
  vague?: string;
};

const MONTHS = [
  'january',
  'february',
  'march',
  'april',
  'may',
  'june',
  'july',
  'august',
  'september',
  'october',
  'november',
  'december',
];
const MONTH_NAME =
  'jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?';
const LEAD = String.raw`(?:\b(?:for|of|in|from|about)\s+)?(?:the\s+)?(?:month\s+(?:of\s+)?)?`;
const DAY = String.raw`(\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01]))`;

const DAYS = new RegExp(String.raw`(?:\b(?:for|from|between)\s+)?\b${DAY}\s*(?:to|until|till|through|and|-|–)\s*${DAY}\b`, 'iu');
const ISO_MONTH = new RegExp(String.raw`${LEAD}\b(\d{4}-(?:0[1-9]|1[0-2]))\b(?!-\d)`, 'iu');
const NAMED_MONTH = new RegExp(String.raw`${LEAD}\b(${MONTH_NAME})\.?,?\s+(\d{4})\b`, 'iu');
const RELATIVE_MONTH = new RegExp(String.raw`${LEAD}\b(last|previous|this|current)\s+month\b(?:['’]s)?`, 'iu');
const ONLY_MONTH = new RegExp(String.raw`\b(?:for|of|in)\s+(${MONTH_NAME})\b`, 'iu');
const CURRENCY = /\bin\s+([A-Z]{3})\b/u;
const CONNECTION =
  /\b(?:on|with|over|from|using)\s+(?:the\s+|my\s+)?(sample|local)(?:\s+(?:data|files?|tables?|connection))?\b/iu;

/** `now` tells what the last month is, in UTC. */
export function saidParams(sentence: string, now: Date): SaidParams {
  const said: SaidParams = { rest: sentence };
  const take = (pattern: RegExp, note: (found: RegExpExecArray) => void): void => {
    const found = pattern.exec(said.rest);
    if (found === null) return;
    note(found);
    said.rest = `${said.rest.slice(0, found.index)} ${said.rest.slice(found.index + found[0].length)}`;
  };
  take(DAYS, ([, from = '', to = '']) => (said.days = { from, to }));
  const months: string[] = [];
  take(ISO_MONTH, ([, month = '']) => months.push(month));
  take(NAMED_MONTH, ([, name = '', year = '']) => months.push(`${year}-${monthNumber(name)}`));
  take(RELATIVE_MONTH, ([, which = '']) => months.push(monthOf(now, /^(?:last|previous)$/iu.test(which) ? -1 : 0)));
  const [month] = months;
  if (month !== undefined) said.month = month;
  if (month !== undefined) take(ISO_MONTH, ([, other = '']) => months.push(other));
  if (month !== undefined) take(NAMED_MONTH, ([, name = '', year = '']) => months.push(`${year}-${monthNumber(name)}`));
  if (months.length > 1) said.vague = 'It names more than one: say one.';
  else if (month === undefined)
    take(
      ONLY_MONTH,
      ([, name = '']) => (said.vague = `Say the year too: “${monthOf(now, 0).slice(0, 4)}-${monthNumber(name)}”.`),
    );
  take(CURRENCY, ([, currency = '']) => (said.currency = currency));
  take(CONNECTION, ([, connection = '']) => (said.connection = connection.toLowerCase()));
  return said;
}

function monthNumber(name: string): string {
  const at = MONTHS.findIndex((each) => each.startsWith(name.toLowerCase().slice(0, 3)));
  return String(at + 1).padStart(2, '0');
}

function monthOf(now: Date, offset: number): string {
  return new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + offset, 1)).toISOString().slice(0, 7);
}

/** What of it the workflow takes, by its parameters' names; what it does not take is said in `notes`. */
export function fitted(
  { month, days, currency }: SaidParams,
  properties: Record<string, unknown>,
  name: string,
): { params: JsonObject; notes: string[] } {
  const params: JsonObject = {};
  const notes: string[] = [];
  const has = (key: string): boolean => Object.hasOwn(properties, key);
  const skip = (what: string): void => {
    notes.push(
      `**${name} has no parameter for ${what}, so it is left out**: it takes ${Object.keys(properties).join(', ') || 'no parameters'}.`,
    );
  };
  if (month !== undefined && has('month')) params['month'] = month;
  else if (month !== undefined && has('from') && has('to')) Object.assign(params, { from: `${month}-01`, to: lastDay(month) });
  else if (month !== undefined) skip(`a month (${month})`);
  if (days !== undefined && has('from') && has('to')) Object.assign(params, days);
  else if (days !== undefined) skip(`days (${days.from} to ${days.to})`);
  if (currency !== undefined && has('currency')) params['currency'] = currency;
  else if (currency !== undefined) skip(`a currency (${currency})`);
  return { params, notes };
}

function lastDay(month: string): string {
  const [year = 0, number = 1] = month.split('-').map(Number);
  return new Date(Date.UTC(year, number, 0)).toISOString().slice(0, 10);
}
