import type { Cost, Message, TokenUsage } from '../../../core/conversation.ts';

/** What the answers of a conversation took. `priced` is false where some answer's price is not known. */
export type Total = { usage: TokenUsage; cost: Cost | undefined; priced: boolean };

/** Undefined where no answer counted any token. */
export function totalOf(messages: readonly Pick<Message, 'usage' | 'cost'>[]): Total | undefined {
  let usage: TokenUsage | undefined;
  let cost: Cost | undefined;
  let priced = true;
  for (const message of messages) {
    if (message.usage === undefined) continue;
    usage = {
      input_tokens: (usage?.input_tokens ?? 0) + message.usage.input_tokens,
      output_tokens: (usage?.output_tokens ?? 0) + message.usage.output_tokens,
    };
    if (message.cost === undefined) priced = false;
    else {
      const { usd, priced_on } = message.cost;
      // The oldest list that was used: the estimate is no newer than that.
      const day = cost !== undefined && cost.priced_on < priced_on ? cost.priced_on : priced_on;
      cost = { usd: addDecimals(cost?.usd ?? '0', usd), priced_on: day };
    }
  }
  return usage === undefined ? undefined : { usage, cost, priced };
}

/** The exact sum of two decimal texts ("0.0123"). */
export function addDecimals(a: string, b: string): string {
  const digits = Math.max(fractionOf(a).length, fractionOf(b).length);
  const sum = scaled(a, digits) + scaled(b, digits);
  const text = sum.toString().padStart(digits + 1, '0');
  return digits === 0 ? text : `${text.slice(0, -digits)}.${text.slice(-digits)}`;
}

function fractionOf(decimal: string): string {
  return decimal.split('.')[1] ?? '';
}

function scaled(decimal: string, digits: number): bigint {
  return BigInt((decimal.split('.')[0] ?? '0') + fractionOf(decimal).padEnd(digits, '0'));
}

/** "$0.0123"; a very small amount is "less than $0.0001". Never rounds through a float: digits are cut. */
export function formatUsd(usd: string): string {
  const [whole = '0', fraction = ''] = usd.split('.');
  const digits = whole === '0' ? 4 : 2;
  const cut = fraction.slice(0, digits).padEnd(2, '0');
  if (whole === '0' && /^0*$/u.test(cut)) return /[1-9]/u.test(fraction) ? 'less than $0.0001' : '$0.00';
  return `$${whole}.${cut}`;
}
