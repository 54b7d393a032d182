import { expect, test } from 'vitest';
import { ToolInputError } from '../../core/app-error.ts';
import { InputText } from './input-text.ts';

test('a usual input is one turn, however its texts read', () => {
  const text = JSON.stringify({ QueryString: 'SELECT a, b, c '.repeat(1000), Names: ['x"[,{\\', ',,,'] });
  const input = new InputText(text);
  expect(input.turns).toBe(1);
  expect(input.read()).toEqual(JSON.parse(text));
});

test.each<[string, string, number]>([
  ['many values', `{"A":[${'1,'.repeat(4999)}1]}`, 11],
  ['a long text', JSON.stringify({ Payload: 'x'.repeat(1024 * 1024) }), 5],
])('%s take as many turns as they are calls of a usual size', (_, json, turns) => {
  expect(new InputText(json).turns).toBe(turns);
});

test.each<[string, string]>([
  ['lists', `{"A":[${'[],'.repeat(2_700_000)}1]}`],
  ['members', `{${Array.from({ length: 400_000 }, (_, index) => `"a${index}":1`).join(',')}}`],
  ['depth', '['.repeat(8_000_000)],
])('8 MB of %s are refused before they are parsed', (_, json) => {
  const input = new InputText(json);
  expect(input.turns).toBe(1);
  expect(() => input.read()).toThrow(ToolInputError);
  expect(() => input.read()).toThrow('more than 10,000 values');
});
