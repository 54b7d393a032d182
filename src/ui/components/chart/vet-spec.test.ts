import { describe, expect, it } from 'vitest';
import type { Json } from '../../../core/json.ts';
import { vetSpec } from './vet-spec.ts';

const bar = { mark: 'bar', encoding: { x: { field: 'service', type: 'nominal' } } };

function problemOf(spec: Json): string {
  const vetted = vetSpec(spec);
  return vetted.ok ? '' : vetted.problem;
}

describe('vetSpec', () => {
  it('passes a chart on as it is', () => {
    const spec = { ...bar, data: { values: [{ service: 'EC2', url: 'a column', href: 'another' }] } };
    expect(vetSpec(spec)).toEqual({ ok: true, spec });
  });
  it.each<[string, Json]>([
    ['data.url', { ...bar, data: { url: 'https://evil.example/x.csv' } }],
    ['layer[0].data.url', { layer: [{ ...bar, data: { url: '/x' } }] }],
    ['transform[0].from.data.url', { ...bar, transform: [{ lookup: 'a', from: { data: { url: 'x' }, key: 'a' } }] }],
    ['encoding.url', { mark: 'image', encoding: { url: { value: 'https://evil.example/pixel' } } }],
    ['encoding.href', { mark: 'bar', encoding: { href: { value: 'javascript:alert(1)' } } }],
    ['mark.href', { mark: { type: 'bar', href: 'https://evil.example' } }],
  ])('refuses %s and names it', (path, spec) => {
    expect(problemOf(spec)).toContain(`"${path}"`);
  });
  it('takes the control of a parameter out of the rest of the page', () => {
    const vetted = vetSpec({ ...bar, params: [{ name: 'p', value: 1, bind: { input: 'range', element: '#root' } }] });
    expect(vetted).toMatchObject({ ok: true, spec: { params: [{ bind: { input: 'range' } }] } });
    expect(JSON.stringify(vetted)).not.toContain('#root');
  });
  it('refuses an endless sequence, endless depth, Vega, and what is no object', () => {
    expect(problemOf({ ...bar, data: { sequence: { start: 0, stop: 1e9 } } })).toContain('at most 100000');
    expect(problemOf({ ...bar, data: { sequence: { start: 0, stop: 1, step: 0 } } })).toContain('sequence');
    let deep: Json = 1;
    for (let level = 0; level < 100; level += 1) deep = { a: deep };
    expect(problemOf({ ...bar, usermeta: deep })).toContain('levels deep');
    expect(problemOf({ marks: [], signals: [] })).toContain('Vega-Lite');
    expect(problemOf({ $schema: 'https://vega.github.io/schema/vega/v6.json', marks: [] })).toContain('"$schema"');
    expect(problemOf(['x'])).toContain('"mark"');
  });
  it('keeps a key named __proto__ a key', () => {
    const vetted = vetSpec(JSON.parse('{"mark":"bar","__proto__":{"polluted":true}}') as Json);
    expect(vetted.ok && Object.getPrototypeOf(vetted.spec)).toBe(Object.prototype);
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  });
});
