import { describe, expect, it } from 'vitest';
import { defaultLimits, limitsSchema } from '../../../core/limits.ts';
import { limitFields, limitTexts, rangeText, readLimits } from './limit-fields.ts';
import { countToDelete } from './retention.ts';

describe('limits', () => {
  it('asks for every limit of the schema, with its range and default', () => {
    expect(limitFields.map(({ key }) => key)).toEqual(Object.keys(limitsSchema.shape));
    expect(limitFields.map(rangeText)).toContain('1 to 300 seconds; 30 by default');
    expect(limitFields.map(rangeText)).toContain('64 to 2,048 MB; 1,024 by default');
  });
  it('gives back what it shows', () => {
    expect(readLimits(defaultLimits, limitTexts(defaultLimits))).toEqual({ ok: true, limits: defaultLimits });
  });
  it('takes the ends of each range, and nothing beyond them', () => {
    for (const field of limitFields) {
      const read = (value: number) => readLimits(defaultLimits, { ...limitTexts(defaultLimits), [field.key]: String(value) });
      for (const end of [field.min, field.max]) {
        const taken = read(end);
        expect(taken.ok && limitsSchema.safeParse(taken.limits).success).toBe(true);
      }
      expect(read(field.min - 1).ok).toBe(false);
      expect(read(field.max + 1).ok).toBe(false);
    }
  });
  it.each(['', 'ten', '0', '301', 'Infinity'])('refuses a time limit of "%s" and names the range', (text) => {
    const read = readLimits(defaultLimits, { ...limitTexts(defaultLimits), timeout_s: text });
    expect(!read.ok && read.problems.timeout_s).toContain('from 1 to 300 seconds');
  });
  it('refuses half an item and rounds a size to whole bytes', () => {
    expect(readLimits(defaultLimits, { ...limitTexts(defaultLimits), files: '1.5' }).ok).toBe(false);
    const read = readLimits(defaultLimits, { ...limitTexts(defaultLimits), output_bytes: '0.1' });
    expect(read.ok && read.limits.output_bytes).toBe(104_858);
  });
});

describe('countToDelete', () => {
  const now = Date.parse('2026-11-20T00:00:00Z');
  const run = (days: number, status: 'succeeded' | 'running' = 'succeeded') => ({
    status,
    started_at: new Date(now - days * 86_400_000).toISOString(),
  });
  it('counts what is too old or too many, whichever is more, and never a run that goes on', () => {
    const runs = [run(0), run(1), run(5), run(40), run(100, 'running')];
    expect(countToDelete(runs, { max_runs: 500, max_age_days: 90 }, now)).toBe(0);
    expect(countToDelete(runs, { max_runs: 500, max_age_days: 30 }, now)).toBe(1);
    expect(countToDelete(runs, { max_runs: 1, max_age_days: 30 }, now)).toBe(3);
  });
});
