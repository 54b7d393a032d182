import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../core/json.ts';
import type { LanguageId } from '../../../core/run.ts';
import { codeParamFields } from './code-params.ts';
import { initialText, readParams } from './params-schema.ts';

const QUERY = 'SELECT * FROM ${source} WHERE ${filter} AND billing_period = :month LIMIT :n';

/** What the dialog shows at first, and what it gives where the person writes this into it. */
function asked(language: LanguageId, code: string, before: JsonObject, written: Record<string, string> = {}) {
  const fields = codeParamFields(language, code, before);
  const texts = Object.fromEntries(fields.map((field) => [field.name, initialText(field)]));
  return { texts, read: readParams(fields, { ...texts, ...written }) };
}

describe('codeParamFields', () => {
  it('asks for each placeholder of a query, and takes what is written as the workbench does', () => {
    const written = { source: 'cur', filter: 'true', month: '2026-10', n: '5' };
    expect(asked('sql', QUERY, {}, written)).toEqual({
      texts: { source: '', filter: '', month: '', n: '' },
      read: { ok: true, params: { source: 'cur', filter: 'true', month: '2026-10', n: 5 } },
    });
  });
  it('gives back what the run before had, unchanged', () => {
    const before = { source: 'cur', filter: 'a = 1', month: '5', n: null };
    expect(asked('sql', QUERY, { ...before, gone: 1 })).toEqual({
      texts: { source: 'cur', filter: 'a = 1', month: '"5"', n: 'null' },
      read: { ok: true, params: before },
    });
  });
  it.each(['constructor', '__proto__'])('has nothing from before for a placeholder named %s', (name) => {
    expect(asked('sql', `SELECT :${name}`, {}).read).toEqual({
      ok: false,
      problems: Object.fromEntries([[name, `${name} is empty; the workflow needs it`]]),
    });
  });
  it.each(['javascript', 'python'] as const)('asks for the params of %s as one object', (language) => {
    const before = { month: '2026-10', top: 3 };
    const { texts, read } = asked(language, 'params', before);
    expect(texts).toEqual({ params: '{ "month": "2026-10", "top": 3 }' });
    expect(read).toEqual({ ok: true, params: before });
    expect(asked(language, 'params', {}).read).toEqual({ ok: true, params: {} });
    expect(asked(language, 'params', {}, { params: '[1]' }).read).toEqual({
      ok: false,
      problems: { params: 'Parameters must be a JSON object, such as {"month": "2026-10"}.' },
    });
  });
  it.each<[LanguageId, string]>([
    ['sql', "SELECT ':month' FROM cur -- :n"],
    ['python', 'parameters = 1'],
    ['javascript', 'new URLSearchParams()'],
  ])('asks for nothing where %s reads none', (language, code) => {
    expect(codeParamFields(language, code, {})).toEqual([]);
  });
});
