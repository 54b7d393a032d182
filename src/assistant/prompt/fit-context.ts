import type { Message, MessagePart, ToolCallPart } from '../../core/conversation.ts';
import { cutText } from '../results/cut-text.ts';
import { callOutput } from './call-output.ts';
import { estimateTokens } from './model-limits.ts';

/** What stays of an old output, and of an old call's input. */
const KEPT_OUTPUT = 300;
const KEPT_TEXT = 2000;

export type Fitted = { messages: Message[]; notes: string[] };

/**
 * The messages, made to fit into `budget` tokens: the oldest outputs of tools are shortened first (the run in the log has them whole),
 * then all but the newest; then the oldest messages are left out, but never the last of the person.
 */
export function fitContext(messages: readonly Message[], budget: number): Fitted {
  let size = tokensOf(messages);
  if (size <= budget) return { messages: [...messages], notes: [] };
  const fitted = [...messages];
  const notes: string[] = [];
  let dropped = 0;
  for (const [index, message] of messages.entries()) {
    if (size <= budget) break;
    const newest = index === messages.length - 1 ? 1 : 0;
    const shorter = shortenCalls(message, newest);
    dropped += shorter.dropped;
    size -= tokensOf([message]) - tokensOf([shorter.message]);
    fitted[index] = shorter.message;
  }
  if (dropped > 0)
    notes.push(
      `The conversation was too long for the model: ${count(dropped, 'older tool output')} went to it shortened. The runs hold them whole.`,
    );
  const lastOfPerson = fitted.findLastIndex(({ role }) => role === 'user');
  let left = 0;
  while (size > budget && left < lastOfPerson) {
    size -= tokensOf(fitted.slice(left, left + 1));
    left += 1;
  }
  // A conversation begins with the person.
  while (left > 0 && left < lastOfPerson && fitted[left]?.role !== 'user') left += 1;
  if (left > 0) notes.push(`The conversation was too long for the model: its ${count(left, 'oldest message')} did not go to it.`);
  const kept = fitted.slice(left);
  if (size > budget) {
    const cut = kept.map((message) => cutTexts(message, Math.max(KEPT_TEXT, budget * 2)));
    notes.push('The message was too long for the model: only its beginning and its end went to it.');
    return { messages: cut, notes };
  }
  return { messages: kept, notes };
}

export function tokensOf(messages: readonly Message[]): number {
  let characters = 0;
  for (const { parts } of messages) for (const part of parts) characters += charactersOf(part);
  return estimateTokens(characters);
}

function charactersOf(part: MessagePart): number {
  if (part.kind !== 'tool_call') return part.text.length;
  return JSON.stringify(part.input).length + callOutput(part).length + 50;
}

/** Shortens every call's output but the last `spared`. */
function shortenCalls(message: Message, spared: number): { message: Message; dropped: number } {
  const calls = message.parts.filter((part) => part.kind === 'tool_call');
  const kept = new Set(spared === 0 ? [] : calls.slice(-spared).map(({ call_id }) => call_id));
  let dropped = 0;
  const parts = message.parts.map((part): MessagePart => {
    if (part.kind !== 'tool_call' || kept.has(part.call_id)) return part;
    const output = callOutput(part);
    if (output.length <= 2 * KEPT_OUTPUT) return part;
    dropped += 1;
    return { ...part, output: shortened(part, output) };
  });
  return { message: { ...message, parts }, dropped };
}

function shortened({ run_id }: ToolCallPart, output: string): string {
  const where = run_id === undefined ? 'call the tool again where you need it' : `get_run with run_id "${run_id}" tells it again`;
  return `${output.slice(0, KEPT_OUTPUT)}\n[… shortened to make room; ${where}]\n</untrusted_data>`;
}

function cutTexts(message: Message, most: number): Message {
  return {
    ...message,
    parts: message.parts.map((part) => (part.kind === 'text' ? { ...part, text: cutText(part.text, most) } : part)),
  };
}

function count(number: number, what: string): string {
  return number === 1 ? `one ${what}` : `${number} ${what}s`;
}
