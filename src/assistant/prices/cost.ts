import type { Cost, TokenUsage } from '../../core/conversation.ts';
import type { ModelEntry } from '../../core/model-provider.ts';
import { priceLists, type Price } from './price-list.ts';

type Priced = Price & { on: string };

/**
 * What one request costs by the price lists; undefined where no price is known: of the model, of a request this long, or of an address
 * that is not the provider's own. An estimate: what a provider asks for writing to its cache is not in it.
 */
export function costOf(entry: Pick<ModelEntry, 'kind' | 'model' | 'base_url'>, usage: TokenUsage): Cost | undefined {
  if (entry.base_url !== undefined) return undefined;
  const price = priceOf(entry);
  if (price === undefined || usage.input_tokens > (price.up_to ?? Number.POSITIVE_INFINITY)) return undefined;
  const cached = BigInt(Math.min(usage.cached_input_tokens ?? 0, usage.input_tokens));
  const fresh = BigInt(usage.input_tokens) - cached;
  const total =
    fresh * perToken(price.input) + cached * perToken(price.cached_input) + BigInt(usage.output_tokens) * perToken(price.output);
  return { usd: dollars(total), priced_on: price.on };
}

/** Of two requests, by the older of the two price lists. */
export function addCosts(a: Cost, b: Cost): Cost {
  return { usd: dollars(pico(a.usd) + pico(b.usd)), priced_on: a.priced_on < b.priced_on ? a.priced_on : b.priced_on };
}

function priceOf({ kind, model }: Pick<ModelEntry, 'kind' | 'model'>): Priced | undefined {
  for (const { on, prices } of priceLists) {
    const found = prices.find((price) => price.kind === kind && isOf(price.model, model));
    if (found !== undefined) return { ...found, on };
  }
  return undefined;
}

/** Whether `model` is `name`, or a dated name of it ("gpt-5-2025-08-07", "claude-sonnet-4-5-20250929"). */
function isOf(name: string, model: string): boolean {
  return model.startsWith(name) && /^(?:-\d{8}|-\d{4}-\d{2}-\d{2}|-latest)?$/u.test(model.slice(name.length));
}

const PICO_DIGITS = 12;

/** Dollars per million tokens are pico-dollars per token, times 10^6. Throws for what is no decimal of at most six places. */
function perToken(text: string): bigint {
  if (!/^\d+(?:\.\d{1,6})?$/u.test(text)) throw new Error(`no price per million tokens: ${text}`);
  return pico(text) / 1_000_000n;
}

/** A decimal text of dollars in pico-dollars. */
function pico(text: string): bigint {
  const [whole = '0', fraction = ''] = text.split('.');
  return BigInt(whole + fraction.padEnd(PICO_DIGITS, '0'));
}

/** Pico-dollars as dollars, exact, without zeros at the end. */
function dollars(amount: bigint): string {
  const digits = amount.toString().padStart(PICO_DIGITS + 1, '0');
  const fraction = digits.slice(-PICO_DIGITS).replace(/0+$/u, '');
  return digits.slice(0, -PICO_DIGITS) + (fraction === '' ? '' : `.${fraction}`);
}
