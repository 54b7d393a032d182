import type { ProviderKind } from '../../core/model-provider.ts';

/** US dollars per million tokens, as decimal texts with at most six places. */
export type Price = {
  kind: ProviderKind;
  /** The provider's name of the model; a dated name of the same model begins with it. */
  model: string;
  input: string;
  cached_input: string;
  output: string;
  /** Input tokens of one request up to which this is the price; for longer ones none is known. */
  up_to?: number;
};

/**
 * Prices as a provider had them on a day, by copies that others published of its page `source`: an estimate's worth, and no more. Compare
 * with the page when one is added.
 */
type PriceList = { on: string; source: string; prices: readonly Price[] };

const claude = (model: string, input: string, cached_input: string, output: string, up_to?: number): Price => ({
  kind: 'anthropic',
  model,
  input,
  cached_input,
  output,
  ...(up_to === undefined ? {} : { up_to }),
});

const gpt = (model: string, input: string, cached_input: string, output: string): Price => ({
  kind: 'openai',
  model,
  input,
  cached_input,
  output,
  up_to: 272_000,
});

/** Standard prices of the providers' own addresses. A model that is missing here has no price, and none is guessed. */
export const priceLists: readonly PriceList[] = [
  {
    on: '2026-10-24',
    source: 'https://platform.claude.com/docs/en/about-claude/pricing',
    prices: [
      claude('claude-opus-5-5', '4', '0.2', '20'),
      ...['5', '4-8', '4-7', '4-6', '4-5'].map((version) => claude(`claude-opus-${version}`, '5', '0.5', '25')),
      claude('claude-sonnet-5-5', '2', '0.1', '10'),
      claude('claude-sonnet-5', '2', '0.2', '10'),
      ...['4-6', '4-5', '4'].map((version) => claude(`claude-sonnet-${version}`, '3', '0.3', '15', 200_000)),
      claude('claude-haiku-5-5', '0.1', '0.01', '0.5', 100_000),
      claude('claude-haiku-4-5', '1', '0.1', '5'),
    ],
  },
  {
    on: '2026-09-22',
    source: 'https://developers.openai.com/api/docs/pricing',
    prices: [gpt('gpt-6-sol', '2', '0.2', '10'), gpt('gpt-6-luna', '0.1', '0.01', '0.5')],
  },
  {
    on: '2026-03-21',
    source: 'https://developers.openai.com/api/docs/pricing',
    prices: [
      gpt('gpt-5.4', '2.5', '0.25', '15'),
      gpt('gpt-5', '1.25', '0.125', '10'),
      gpt('gpt-5-mini', '0.25', '0.025', '2'),
      gpt('gpt-4.1', '2', '0.5', '8'),
      gpt('gpt-4.1-mini', '0.4', '0.1', '1.6'),
      gpt('gpt-4o', '2.5', '1.25', '10'),
      gpt('gpt-4o-mini', '0.15', '0.075', '0.6'),
    ],
  },
];
