import type { Cost, TokenUsage } from '../../core/conversation.ts';
import type { ModelEntry } from '../../core/model-provider.ts';
import { prices, type Price } from './price-list.ts';

/**
 * What tokens cost by the price list, in US dollars; undefined where the model's price is not known, or the address is not the
 * provider's own. Counted in whole pico-dollars: a dollar per million tokens is 10^6 of them per token.
 */
export function costOf(
  entry: Pick<ModelEntry, 'kind' | 'model' | 'base_url'>,
  usage: TokenUsage,
  list: readonly Price[] = prices,
): Cost | undefined {
  if (entry.base_url !== undefined) return undefined;
  const price = priceOf(entry, list);
  if (price === undefined) return undefined;
  const cached = BigInt(Math.min(usage.cached_input_tokens ?? 0, usage.input_tokens));
  const fresh = BigInt(usage.input_tokens) - cached;
  const total =
    fresh * perToken(price.input) +
    cached * perToken(price.cached_input ?? price.input) +
    BigInt(usage.output_tokens) * perToken(price.output);
  return { usd: dollars(total), priced_on: price.on };
}

function priceOf({ kind, model }: Pick<ModelEntry, 'kind' | 'model'>, list: readonly Price[]): Price | undefined {
  return list.find((price) => {
    if (price.kind !== kind || !model.startsWith(price.model)) return false;
    const rest = model.slice(price.model.length);
    return /^(?:-\d{8}|-\d{4}-\d{2}-\d{2}|-latest|-0)?$/u.test(rest);
  });
}

/** "0.075" dollars per million tokens as pico-dollars per token. Throws for what is no decimal of at most six places. */
function perToken(text: string): bigint {
  const match = /^(\d+)(?:\.(\d{1,6}))?$/u.exec(text);
  if (match === null) throw new Error(`no price: ${text}`);
  return BigInt(match[1] ?? '0') * 1_000_000n + BigInt((match[2] ?? '').padEnd(6, '0'));
}

/** Pico-dollars as dollars, exact, without zeros at the end. */
function dollars(pico: bigint): string {
  const digits = pico.toString().padStart(13, '0');
  const fraction = digits.slice(-12).replace(/0+$/u, '');
  return fraction === '' ? digits.slice(0, -12) : `${digits.slice(0, -12)}.${fraction}`;
}
