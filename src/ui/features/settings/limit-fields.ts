import { defaultLimits, limitsSchema, type Limits } from '../../../core/limits.ts';

type LimitKey = keyof Limits;

/** One limit of a run as the form asks for it, in a unit that a person thinks in. `min`, `max` and `default` are in that unit. */
export type LimitField = {
  key: LimitKey;
  label: string;
  description: string;
  unit: 'seconds' | 'MB' | 'items';
  min: number;
  max: number;
  default: number;
};

const factors = { seconds: 1, items: 1, MB: 1024 * 1024 } as const;

const texts: Record<LimitKey, { label: string; description: string; unit: LimitField['unit'] }> = {
  timeout_s: {
    label: 'Time limit',
    description: 'How long code may run, from its first instruction, where a run names no limit of its own.',
    unit: 'seconds',
  },
  python_memory_bytes: { label: 'Memory of Python', description: 'Beyond it a run ends as out of memory.', unit: 'MB' },
  javascript_memory_bytes: { label: 'Memory of JavaScript', description: 'Beyond it a run ends as out of memory.', unit: 'MB' },
  output_bytes: {
    label: 'Printed text kept',
    description: 'Of stdout and of stderr, each. Beyond it the text is cut and the run goes on.',
    unit: 'MB',
  },
  flood_bytes: { label: 'Printed text in all', description: 'Kept or not. Beyond it the run is ended.', unit: 'MB' },
  displays: { label: 'Tables and charts', description: 'How many a run may show.', unit: 'items' },
  display_bytes: { label: 'Size of tables and charts', description: 'Of all that a run shows, together.', unit: 'MB' },
  files: { label: 'Files', description: 'How many a run may write.', unit: 'items' },
  file_bytes: { label: 'Size of files', description: 'Of all that a run writes, together.', unit: 'MB' },
  result_bytes: { label: 'Size of the result', description: 'Of the value of a run.', unit: 'MB' },
};

function fieldOf(key: LimitKey): LimitField {
  const text = texts[key];
  const factor = factors[text.unit];
  const { minValue, maxValue } = limitsSchema.shape[key].unwrap();
  return { key, ...text, min: (minValue ?? 0) / factor, max: (maxValue ?? 0) / factor, default: defaultLimits[key] / factor };
}

/** Every limit, in the order of the schema, which is where its range and default come from. */
export const limitFields: readonly LimitField[] = (Object.keys(limitsSchema.shape) as LimitKey[]).map(fieldOf);

export function limitTexts(limits: Limits): Record<LimitKey, string> {
  return Object.fromEntries(limitFields.map(({ key, unit }) => [key, String(limits[key] / factors[unit])])) as Record<
    LimitKey,
    string
  >;
}

const grouped = new Intl.NumberFormat('en-US', { maximumFractionDigits: 3 });

/** "1 to 300 seconds; 30 by default". */
export function rangeText({ min, max, unit, default: initial }: LimitField): string {
  const name = unit === 'items' ? '' : ` ${unit}`;
  return `${grouped.format(min)} to ${grouped.format(max)}${name}; ${grouped.format(initial)} by default`;
}

/** The limit that the text means, in the unit of the schema; undefined where it is none or out of range. Sizes are whole bytes. */
function limitOf({ key, unit }: LimitField, text: string): number | undefined {
  const value = text.trim() === '' ? Number.NaN : Number(text);
  const limit = unit === 'MB' ? Math.round(value * factors.MB) : value;
  return limitsSchema.shape[key].safeParse(limit).data;
}

function problemOf({ label, min, max, unit }: LimitField, text: string): string {
  const given = text.trim() === '' ? 'is empty' : `is ${text.trim()}`;
  const number = unit === 'items' ? 'a whole number' : 'a number';
  return `${label} ${given}; enter ${number} from ${grouped.format(min)} to ${grouped.format(max)}${unit === 'items' ? '' : ` ${unit}`}`;
}

/** The limits that the texts mean. Problems are by key; each names the value and the range. */
export function readLimits(
  before: Limits,
  fieldTexts: Readonly<Record<LimitKey, string>>,
): { ok: true; limits: Limits } | { ok: false; problems: Partial<Record<LimitKey, string>> } {
  const limits = { ...before };
  const problems: Partial<Record<LimitKey, string>> = {};
  for (const field of limitFields) {
    const text = fieldTexts[field.key];
    const limit = limitOf(field, text);
    if (limit === undefined) problems[field.key] = problemOf(field, text);
    else limits[field.key] = limit;
  }
  return Object.keys(problems).length > 0 ? { ok: false, problems } : { ok: true, limits };
}
