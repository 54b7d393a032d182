import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../core/json.ts';
import { initialText, paramFields, readParams } from './params-schema.ts';

const schema = {
  type: 'object',
  required: ['month'],
  properties: {
    month: { type: 'string', format: 'date', description: 'First day of the month.' },
    min_increase: { type: 'number', minimum: 0, default: 100 },
    window: { type: 'integer', title: 'Window in days', minimum: 7, maximum: 90, default: 28 },
    cost_type: { enum: ['unblended', 'amortized', 3], default: 'amortized' },
    with_tax: { type: 'boolean', default: false },
    services: { type: 'array', items: { type: 'string' }, default: ['EC2'] },
    group_by: { type: 'array', items: { enum: ['service', 'team'] }, default: ['team'] },
    note: { type: 'string' },
  },
};

const texts = Object.fromEntries(paramFields(schema).map((field) => [field.name, initialText(field)]));

describe('paramFields', () => {
  it('asks for each property by its kind, in the order of the schema', () => {
    expect(paramFields(schema).map(({ name, label, kind }) => [name, label, kind])).toEqual([
      ['month', 'Month', 'date'],
      ['min_increase', 'Min increase', 'number'],
      ['window', 'Window in days', 'integer'],
      ['cost_type', 'Cost type', 'choice'],
      ['with_tax', 'With tax', 'boolean'],
      ['services', 'Services', 'json'],
      ['group_by', 'Group by', 'choices'],
      ['note', 'Note', 'text'],
    ]);
  });
  it.each([undefined, null, 'x', [], {}, { properties: 3 }])('finds nothing in %j', (nothing) => {
    expect(paramFields(nothing)).toEqual([]);
  });
});

describe('readParams', () => {
  it('gives typed values and leaves out what is empty', () => {
    expect(readParams(paramFields(schema), { ...texts, month: '2026-11-01' })).toEqual({
      ok: true,
      params: {
        month: '2026-11-01',
        min_increase: 100,
        window: 28,
        cost_type: 'amortized',
        with_tax: false,
        services: ['EC2'],
        group_by: ['team'],
      },
    });
  });
  it('finds a choice that is no text', () => {
    const read = readParams(paramFields(schema), { ...texts, month: '2026-11-01', cost_type: '3' });
    expect(read.ok && read.params['cost_type']).toBe(3);
  });
  it.each([
    ['month', '', 'Month is empty'],
    ['month', '2026-02-30', 'enter a date such as'],
    ['min_increase', 'ten', 'Min increase is "ten"; enter a number, 0 or more'],
    ['min_increase', '-1', '0 or more'],
    ['window', '7.5', 'enter a whole number from 7 to 90'],
    ['window', '91', 'from 7 to 90'],
    ['cost_type', 'list', 'choose one of the list'],
    ['services', '[EC2]', 'Services is no JSON'],
  ])('refuses %s = "%s"', (name, text, problem) => {
    const read = readParams(paramFields(schema), { ...texts, month: '2026-11-01', [name]: text });
    expect(read.ok).toBe(false);
    expect(!read.ok && read.problems[name]).toContain(problem);
  });
  it('says in the words of the schema what form is asked for, and by the pattern only where it has none', () => {
    const pattern = '^\\d{4}-\\d{2}$';
    const problemOf = (about: JsonObject, text: string) => {
      const read = readParams(paramFields({ properties: { month: { type: 'string', pattern, ...about } } }), {
        month: text,
      });
      return read.ok ? undefined : read.problems['month'];
    };
    const begins = 'Month is "May"; that does not have the form that is asked for';
    expect(problemOf({ description: 'YYYY-MM.' }, 'May')).toBe(`${begins}: YYYY-MM`);
    expect(problemOf({ examples: ['2026-10', 3] }, 'May')).toBe(`${begins}: such as 2026-10`);
    expect(problemOf({ description: 'A month.', examples: ['2026-10'] }, 'May')).toBe(`${begins}: A month; such as 2026-10`);
    expect(problemOf({}, 'May')).toBe(`${begins} (the pattern ${pattern})`);
    expect(problemOf({}, '2026-10')).toBeUndefined();
    // One that could hold up the page is not asked, nor one that is none.
    expect(problemOf({ pattern: '^(a+)+$' }, 'May')).toBeUndefined();
    expect(problemOf({ pattern: '(' }, 'May')).toBeUndefined();
  });
  it('keeps a parameter named like a member of every object as a plain value', () => {
    const fields = paramFields(JSON.parse('{"properties":{"__proto__":{"type":"string"}}}') as never);
    const read = readParams(fields, Object.fromEntries([['__proto__', 'x']]));
    expect(read.ok && Object.hasOwn(read.params, '__proto__')).toBe(true);
  });
});
