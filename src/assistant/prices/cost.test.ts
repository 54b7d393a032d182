import { describe, expect, it } from 'vitest';
import { addCosts, costOf } from './cost.ts';
import { priceLists } from './price-list.ts';

describe('costOf', () => {
  it('counts fresh, cached and output tokens exactly', () => {
    const usage = { input_tokens: 1_000_003, cached_input_tokens: 400_000, output_tokens: 7 };
    // 600,003 × $5 + 400,000 × $0.50 + 7 × $25, per million
    expect(costOf({ kind: 'anthropic', model: 'claude-opus-5' }, usage)).toEqual({ usd: '3.20019', priced_on: '2026-10-24' });
  });

  it('knows a dated name, and no other model that begins alike', () => {
    const usage = { input_tokens: 1, output_tokens: 0 };
    expect(costOf({ kind: 'openai', model: 'gpt-5-2025-08-07' }, usage)?.usd).toBe('0.00000125');
    expect(costOf({ kind: 'openai', model: 'gpt-5-pro' }, usage)).toBeUndefined();
    expect(costOf({ kind: 'openai', model: 'gpt-5-mini' }, usage)?.usd).toBe('0.00000025');
  });

  it('guesses none: of an unknown model, another address, a longer request than the price is for', () => {
    const usage = { input_tokens: 300_000, output_tokens: 1 };
    expect(costOf({ kind: 'groq', model: 'anything' }, usage)).toBeUndefined();
    expect(costOf({ kind: 'anthropic', model: 'claude-opus-5', base_url: 'https://proxy.example.com' }, usage)).toBeUndefined();
    expect(costOf({ kind: 'openai', model: 'gpt-6-sol' }, usage)).toBeUndefined();
  });

  it('adds without a binary float, dated by the older list', () => {
    const sum = addCosts({ usd: '0.1', priced_on: '2026-10-24' }, { usd: '0.2', priced_on: '2026-03-21' });
    expect(sum).toEqual({ usd: '0.3', priced_on: '2026-03-21' });
  });

  it('has every price as a decimal, with a day and a source', () => {
    for (const { on, source, prices } of priceLists) {
      expect(on).toMatch(/^\d{4}-\d{2}-\d{2}$/u);
      expect(URL.canParse(source)).toBe(true);
      for (const { input, cached_input, output } of prices) {
        for (const text of [input, cached_input, output]) expect(text).toMatch(/^\d+(?:\.\d{1,6})?$/u);
      }
    }
  });
});
