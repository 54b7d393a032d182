import { describe, expect, it } from 'vitest';
import { timeoutField } from '../../../tools/fields.ts';
import { fieldText, missingParameter, readField, withParameter } from '../../components/params-form/query-parameters.ts';
import { defaultParamsText, readParamsText } from '../../components/params-form/read-params.ts';
import { codeFileLanguage } from './code-file.ts';
import { examples, isExample } from './examples.ts';
import { readTimeLimit } from './read-time-limit.ts';

describe('readParamsText', () => {
  it('takes an object, and nothing as an empty one', () => {
    expect(readParamsText('{"month": "2026-10"}')).toEqual({ ok: true, params: { month: '2026-10' } });
    expect(readParamsText(' \n')).toEqual({ ok: true, params: {} });
  });
  it.each(['[1]', '5', 'null', '{month: 1}', '{"a":}'])('refuses %s with an example of what fits', (text) => {
    const read = readParamsText(text);
    expect(!read.ok && read.problem).toContain('{"month": "2026-10"}');
  });
});

describe('defaultParamsText', () => {
  it('writes the defaults of a schema', () => {
    const schema = { type: 'object', properties: { floor: { type: 'number', default: 10 }, month: { type: 'string' } } };
    expect(JSON.parse(defaultParamsText(schema))).toEqual({ floor: 10 });
    expect(defaultParamsText({ type: 'object', properties: { month: {} } })).toBe('');
    expect(defaultParamsText(undefined)).toBe('');
  });
});

describe('readTimeLimit', () => {
  it.each([
    ['1', 1],
    ['300', 300],
    ['2.5', 2.5],
  ])('takes %s, as a tool does', (text, seconds) => {
    expect(readTimeLimit(text)).toEqual({ ok: true, seconds });
    expect(timeoutField.parse(seconds)).toBe(seconds);
  });
  it.each(['0', '0.5', '300.5', '301', 'x', '-5', 'Infinity'])('refuses "%s"', (text) => {
    const problem = `Time limit is "${text}"; enter seconds from 1 to 300, such as 30 or 1.5.`;
    expect(readTimeLimit(text)).toEqual({ ok: false, problem });
    expect(timeoutField.safeParse(Number(text)).success).toBe(false);
  });
  it('asks for one where there is none', () => {
    expect(readTimeLimit(' ')).toMatchObject({ ok: false, problem: expect.stringContaining('Time limit is empty; enter') });
  });
});

describe('codeFileLanguage', () => {
  it('goes by the ending', () => {
    expect(codeFileLanguage('report.PY')).toBe('python');
    expect(codeFileLanguage('a.b.sql')).toBe('sql');
    expect(codeFileLanguage('x.mjs')).toBe('javascript');
    expect(codeFileLanguage('costs.csv')).toBeUndefined();
  });
});

describe('examples', () => {
  it('give way to one another, code of the person does not', () => {
    expect(isExample(examples.python.code)).toBe(true);
    expect(isExample(`${examples.python.code} `)).toBe(false);
  });
});

describe('a field of a parameter', () => {
  it.each([
    ['12', 12],
    ['123456789012', '123456789012'],
    ['-1.50', -1.5],
    ['1e5', '1e5'],
    ['true', true],
    ['null', null],
    ['["a", 1]', ['a', 1]],
    ['"12"', '12'],
    ['2026-10', '2026-10'],
    ['007', '007'],
    ['123456789012345678', '123456789012345678'],
    ['{"a": 1}', '{"a": 1}'],
    ['it is "so"', 'it is "so"'],
    ['  ', undefined],
  ])('reads %s and writes it so that it means the same', (text, value) => {
    expect(readField('value', text)).toEqual(value);
    expect(readField('value', fieldText('value', value))).toEqual(value);
  });

  it('takes names and conditions as text, whatever they look like', () => {
    expect(readField('table', '2026')).toBe('2026');
    expect(readField('condition', 'true')).toBe('true');
    expect(fieldText('condition', '"a" = 1')).toBe('"a" = 1');
  });

  it('writes into the JSON of the params, and leaves broken JSON alone', () => {
    expect(withParameter('', 'month', '2026-10')).toBe('{ "month": "2026-10" }');
    expect(withParameter('{"a": 1, "b": 2}', 'a', 3)).toBe('{ "a": 3, "b": 2 }');
    expect(withParameter('{"a": 1}', 'a', undefined)).toBe('');
    expect(withParameter('{"a": ', 'a', 3)).toBe('{"a": ');
  });

  it('says which are missing', () => {
    const parameters = ['a', 'b', 'c'].map((name) => ({ name, kind: 'value' as const }));
    expect(missingParameter(parameters, { b: null })).toEqual({ name: 'a', text: expect.stringContaining('asks for a and c') });
    expect(missingParameter(parameters, { a: 1, b: 2, c: 3 })).toBeUndefined();
  });
});
