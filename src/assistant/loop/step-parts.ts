import type { LanguageModelV4StreamPart, SharedV4ProviderMetadata } from '@ai-sdk/provider';
import type { MessagePart, ReasoningPart, ToolCallPart } from '../../core/conversation.ts';
import type { Json, JsonObject } from '../../core/json.ts';
import { takeSuggestions } from './suggestions.ts';

/** The parts of one step as they stream in. */
export class StepParts {
  readonly #step: number;
  readonly #taken: Set<string>;
  readonly #parts: MessagePart[] = [];
  /** Places in `#parts` by the stream's own ids. */
  readonly #places = new Map<string, number>();
  /** Texts with their suggestions still in them. */
  readonly #raw = new Map<number, string>();
  suggestions: string[] = [];

  /** `taken`: ids of calls that the conversation has already. */
  constructor(step: number, taken: Iterable<string>) {
    this.#step = step;
    this.#taken = new Set(taken);
  }

  all(): readonly MessagePart[] {
    return this.#parts;
  }

  calls(): ToolCallPart[] {
    return this.#parts.filter((part) => part.kind === 'tool_call');
  }

  /** Whether anything came that a person or a model would miss. */
  begun(): boolean {
    return this.#parts.some((part) => part.kind === 'tool_call' || part.text !== '');
  }

  /** Takes a part of the stream; answers whether a person sees a difference. */
  add(part: LanguageModelV4StreamPart): boolean {
    switch (part.type) {
      case 'text-start':
        return this.#open(`text ${part.id}`, { kind: 'text', text: '' });
      case 'text-delta':
        return this.#addText(part.id, part.delta);
      case 'reasoning-start':
        return this.#open(`reasoning ${part.id}`, { kind: 'reasoning', text: '', ...metadata(part.providerMetadata) });
      case 'reasoning-delta':
        return this.#addReasoning(part.id, part.delta, part.providerMetadata);
      case 'reasoning-end':
        return this.#addReasoning(part.id, '', part.providerMetadata);
      case 'tool-input-start':
        return this.#open(`call ${part.id}`, this.#call(part.id, part.toolName, ''));
      case 'tool-input-delta':
        return this.#addInput(part.id, part.delta);
      case 'tool-call':
        return this.#completeCall(part.toolCallId, part.toolName, part.input, part.providerMetadata);
      default:
        return false;
    }
  }

  #open(id: string, part: MessagePart): boolean {
    this.#places.set(id, this.#parts.push(part) - 1);
    return part.kind === 'tool_call';
  }

  #place(id: string, made: () => MessagePart): number {
    const known = this.#places.get(id);
    if (known !== undefined) return known;
    this.#open(id, made());
    return this.#parts.length - 1;
  }

  #addText(id: string, delta: string): boolean {
    const place = this.#place(`text ${id}`, () => ({ kind: 'text', text: '' }));
    const raw = (this.#raw.get(place) ?? '') + delta;
    this.#raw.set(place, raw);
    const { text, suggestions } = takeSuggestions(raw);
    if (suggestions.length > 0) this.suggestions = suggestions;
    this.#parts[place] = { kind: 'text', text };
    return true;
  }

  #addReasoning(id: string, delta: string, given: SharedV4ProviderMetadata | undefined): boolean {
    const place = this.#place(`reasoning ${id}`, () => ({ kind: 'reasoning', text: '' }));
    const before = this.#parts[place] as ReasoningPart;
    this.#parts[place] = { ...before, text: before.text + delta, ...metadata(given, before.provider_metadata) };
    return delta !== '';
  }

  #addInput(id: string, delta: string): boolean {
    const place = this.#places.get(`call ${id}`);
    const part = place === undefined ? undefined : this.#parts[place];
    if (place === undefined || part?.kind !== 'tool_call') return false;
    this.#parts[place] = { ...part, input: `${typeof part.input === 'string' ? part.input : ''}${delta}` };
    return true;
  }

  #completeCall(id: string, tool: string, input: string, given: SharedV4ProviderMetadata | undefined): boolean {
    const place = this.#place(`call ${id}`, () => this.#call(id, tool, ''));
    const part = this.#parts[place] as ToolCallPart;
    this.#parts[place] = { ...part, tool, input: readInput(input), ...metadata(given, part.provider_metadata) };
    return true;
  }

  #call(id: string, tool: string, input: string): ToolCallPart {
    return { kind: 'tool_call', call_id: this.#freeId(id), tool, step: this.#step, input, state: 'writing' };
  }

  /** Some servers count their calls anew in each answer; ours are unique in the conversation. */
  #freeId(id: string): string {
    const plain = id.replaceAll(/[^\w-]/gu, '_').slice(0, 60) || 'call';
    let free = plain;
    for (let count = 2; this.#taken.has(free); count += 1) free = `${plain.slice(0, 56)}_${count}`;
    this.#taken.add(free);
    return free;
  }
}

function metadata(given: SharedV4ProviderMetadata | undefined, before?: JsonObject): { provider_metadata?: JsonObject } {
  if (given === undefined) return before === undefined ? {} : { provider_metadata: before };
  return { provider_metadata: { ...before, ...(JSON.parse(JSON.stringify(given)) as JsonObject) } };
}

/** The input as JSON; as the text that it is where the model wrote no JSON. No text at all means no fields. */
function readInput(text: string): Json {
  if (text.trim() === '') return {};
  try {
    return JSON.parse(text) as Json;
  } catch {
    return text;
  }
}
