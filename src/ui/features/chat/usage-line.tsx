import type { Cost, Message, TokenUsage } from '../../../core/conversation.ts';
import { formatCount } from '../../components/format-count.ts';
import { visibleText } from '../../components/visible-text.ts';
import { formatUsd } from './sum-usage.ts';

/** "1,200 tokens in · 340 out". */
export function tokensText({ input_tokens, output_tokens, cached_input_tokens: cached }: TokenUsage): string {
  const known = cached === undefined || cached === 0 ? '' : ` (${formatCount(cached)} cached)`;
  return `${formatCount(input_tokens)} tokens in${known} · ${formatCount(output_tokens)} out`;
}

/** "about $0.0123 by prices of 2026-11-01". */
export function costText({ usd, priced_on }: Cost): string {
  const amount = formatUsd(usd);
  return `${amount.startsWith('less') ? amount : `about ${amount}`} by prices of ${priced_on}`;
}

/** Who answered, and what it took. */
export function UsageLine({ message }: { message: Message }) {
  const { model, usage, cost } = message;
  const parts = [
    model === undefined ? undefined : model.id === 'commands' ? 'Answered by a command, not by a model' : visibleText(model.name),
    usage === undefined ? undefined : tokensText(usage),
    cost === undefined ? undefined : costText(cost),
  ].filter((part) => part !== undefined);
  return parts.length === 0 ? null : <span className="chat-quiet">{parts.join(' · ')}</span>;
}
