import { describe, expect, it } from 'vitest';
import { bind, bindAll, inlined, unused } from './sql-parts.ts';

describe('bind', () => {
  it('names what is no name already', () => {
    expect(bind('"t"."a b"', (v) => `${v} + ${v}`)).toBe('"t"."a b" + "t"."a b"');
    expect(bind('f(x)', (v) => `${v} + ${v}`)).toBe('list_transform([f(x)], lambda tz1: tz1 + tz1)[1]');
  });

  it('gives values inside of each other names of their own', () => {
    expect(bind('f(x)', (v) => bind('g(x)', (w) => `${v} + ${w}`))).toBe(
      'list_transform([f(x)], lambda tz1: list_transform([g(x)], lambda tz2: tz1 + tz2)[1])[1]',
    );
  });

  it('takes several at once and leaves constants', () => {
    expect(bindAll(['f(x)', "'a'", 'c'], (x, y, z) => `${x}${y}${z}`)).toBe(
      "list_transform([{x0: f(x)}], lambda tz1: tz1.x0'a'c)[1]",
    );
  });
});

describe('inlined', () => {
  it('replaces the parameters and nothing that only looks like one', () => {
    expect(inlined(`lambda p1, p2: p1 + p2 || 'p1' || "p2" || p12`, 'l.s', 'l.e')).toBe(`l.s + l.e || 'p1' || "p2" || p12`);
  });
});

describe('inlined, where names meet', () => {
  it('gives lambdas of the body other names than the values have', () => {
    expect(inlined('lambda p0: list_transform([{x0: f(p0)}], lambda tz1: tz1.x0 + p0)[1]', 'tz1.x0')).toBe(
      'list_transform([{x0: f(tz1.x0)}], lambda tz1_: tz1_.x0 + tz1.x0)[1]',
    );
  });
});

describe('unused', () => {
  it('is no name of the texts', () => {
    expect(unused('a', "'l1'")).toBe('l1');
    expect(unused('list_transform(x, lambda l1: l1)', 'l2.k')).toBe('l3');
  });
});
