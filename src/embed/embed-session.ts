import { PolicyError, ToolInputError } from '../core/app-error.ts';
import { sortedCapabilities, type EmbedCapability } from '../core/embedding.ts';
import type { EmbedGrants } from '../core/ports/embed-grants.ts';
import { embedRequestSchema, type EmbedAnswer, type EmbedRequest } from '../protocol/embed.ts';
import { FloodGuard } from '../sandbox/flood-guard.ts';
import { parseGuestJson } from '../sandbox/guest-json.ts';
import type { CallOptions } from '../tools/tool.ts';
import { describeTools, type Toolbox } from '../tools/toolbox.ts';
import { callNeeds } from './call-needs.ts';
import { faultOf } from './embed-fault.ts';

/** Calls and questions of one session that may be under way at once. */
const MAX_IN_FLIGHT = 16;

export type SessionParts = {
  toolbox: Toolbox;
  /** The id of the selected connection. */
  selectedConnection: () => string;
  grants: EmbedGrants;
  /** Asks the person for what the origin has not; resolves when they have decided. Rejects with `PolicyError` where they could not. */
  ask: (wanted: readonly EmbedCapability[], signal: AbortSignal) => Promise<void>;
};

/** Something of the client's that is under way. `needs` grows when a run first asks AWS or changes a file. */
type InFlight = { abort: AbortController; needs: Set<EmbedCapability> };

/**
 * One client of one embedding page, on a port of its own. It may do what its origin is granted and what it said that it wants, no more: what is
 * revoked ends what is under way. What comes malformed, or after the end, is dropped and counted.
 */
export class EmbedSession {
  readonly origin: string;
  readonly #port: MessagePort;
  readonly #parts: SessionParts;
  readonly #wanted: Set<EmbedCapability>;
  readonly #inFlight = new Map<number, InFlight>();
  readonly #flood = new FloodGuard();
  readonly #onEnd: () => void;
  readonly #unsubscribe: () => void;
  #told: string;
  #dropped = 0;
  #over = false;

  constructor(port: MessagePort, origin: string, wanted: readonly EmbedCapability[], parts: SessionParts, onEnd: () => void) {
    this.#port = port;
    this.origin = origin;
    this.#parts = parts;
    this.#wanted = new Set(wanted);
    this.#onEnd = onEnd;
    this.#told = this.granted().join();
    this.#unsubscribe = parts.grants.subscribe(() => this.#follow());
    port.onmessage = ({ data }: MessageEvent<unknown>) => this.#receive(data);
    // Where the browser tells that the other end is gone, nobody waits for what is under way.
    port.addEventListener('close', () => this.end());
  }

  /** Messages that were none. */
  get dropped(): number {
    return this.#dropped;
  }

  /** What this session may do now. */
  granted(): EmbedCapability[] {
    return sortedCapabilities([...this.#parts.grants.of(this.origin)].filter((each) => this.#wanted.has(each)));
  }

  /** What it wants and may not. */
  missing(): EmbedCapability[] {
    const granted = this.#parts.grants.of(this.origin);
    return sortedCapabilities([...this.#wanted].filter((each) => !granted.has(each)));
  }

  /** Aborts what is under way. The port is closed before: nothing is heard or said after it. */
  end(message?: string): void {
    if (this.#over) return;
    this.#over = true;
    if (message !== undefined) this.#port.postMessage({ type: 'closed', message } satisfies EmbedAnswer);
    this.#port.onmessage = null;
    this.#port.close();
    this.#unsubscribe();
    for (const { abort } of this.#inFlight.values()) abort.abort();
    this.#inFlight.clear();
    this.#onEnd();
  }

  #receive(data: unknown): void {
    if (this.#over) return;
    if (!this.#flood.admit()) return this.end('The session was ended: too many messages in too short a time.');
    const parsed = embedRequestSchema.safeParse(data);
    // Two under one number could not be told apart.
    const isRepeated = parsed.data !== undefined && isAsking(parsed.data) && this.#inFlight.has(parsed.data.id);
    if (parsed.success && !isRepeated) return this.#serve(parsed.data);
    this.#dropped += 1;
    if (!this.#flood.admitMalformed(data)) this.end('The session was ended: too many messages that are none of the protocol.');
  }

  #serve(request: EmbedRequest): void {
    switch (request.type) {
      case 'close':
        return this.end();
      case 'abort':
        return this.#inFlight.get(request.id)?.abort.abort();
      case 'list_tools':
        return void this.#answer(request.id, () => Promise.resolve(describeTools()));
      case 'request_capabilities':
        return void this.#answer(request.id, ({ abort }) => this.#request(request.capabilities, abort.signal));
      case 'call_tool':
        return void this.#answer(request.id, (entry) => this.#call(request, entry));
    }
  }

  /** Gives the one answer to a request; none to what was ended or revoked meanwhile. */
  async #answer(id: number, work: (entry: InFlight) => Promise<unknown>): Promise<void> {
    if (this.#inFlight.size >= MAX_IN_FLIGHT) {
      const message = `${MAX_IN_FLIGHT} calls are under way, and no more may be at once. Wait for one of them.`;
      return this.#say({ type: 'error', id, name: 'PolicyError', message });
    }
    const entry: InFlight = { abort: new AbortController(), needs: new Set() };
    this.#inFlight.set(id, entry);
    let answer: EmbedAnswer;
    try {
      const result = await work(entry);
      answer = { type: 'result', id, result_json: JSON.stringify(result) ?? 'null' };
    } catch (error) {
      answer = { type: 'error', id, ...faultOf(error) };
    }
    if (this.#inFlight.get(id) !== entry) return;
    this.#inFlight.delete(id);
    this.#say(answer);
  }

  async #call({ id, name, input_json }: Extract<EmbedRequest, { type: 'call_tool' }>, entry: InFlight): Promise<unknown> {
    const parsed = parseGuestJson(input_json);
    if (parsed === undefined) throw new ToolInputError(`${name}: the input is no JSON, or nests too deep; pass plain JSON`);
    const { toolbox, selectedConnection } = this.#parts;
    // A tool that there is not: the toolbox says so, and names near ones.
    for (const need of callNeeds(name, parsed.value, selectedConnection) ?? []) this.#need(name, entry, need);
    const options: CallOptions = {
      signal: entry.abort.signal,
      onEvent: (event) => {
        if (this.#inFlight.get(id) === entry) this.#say({ type: 'event', id, event_json: JSON.stringify(event) });
      },
      confirmChanges: (changes) =>
        Promise.resolve(this.#takes(entry, changes.some(({ deleted }) => deleted) ? ['write', 'delete'] : ['write'])),
      confirmAws: () => Promise.resolve(this.#takes(entry, ['aws'])),
    };
    return await toolbox.call(name, parsed.value, options);
  }

  #need(name: string, entry: InFlight, need: EmbedCapability): void {
    if (this.#takes(entry, [need])) return;
    const asked = this.#wanted.has(need)
      ? 'The person grants it in a window that Sandbank opens: by “Review” in the notice at the top of the frame.'
      : `This client did not ask for it: name it in the capabilities of connectSandbank, or call requestCapabilities(["${need}"]).`;
    throw new PolicyError(`${name} needs the capability "${need}", which is not granted to ${this.origin}. ${asked}`);
  }

  /** Whether all of it is granted; if so, the call ends when it is revoked. */
  #takes(entry: InFlight, needs: readonly EmbedCapability[]): boolean {
    const granted = this.granted();
    if (!needs.every((each) => granted.includes(each))) return false;
    for (const each of needs) entry.needs.add(each);
    return true;
  }

  async #request(wanted: readonly EmbedCapability[], signal: AbortSignal): Promise<EmbedCapability[]> {
    for (const each of wanted) this.#wanted.add(each);
    this.#follow();
    const granted = this.granted();
    if (!wanted.every((each) => granted.includes(each))) await this.#parts.ask(this.missing(), signal);
    return this.granted();
  }

  /** After a change of what is granted: ends what may not go on, before the client is told. */
  #follow(): void {
    const granted = this.granted();
    for (const [id, { abort, needs }] of this.#inFlight) {
      const revoked = [...needs].find((each) => !granted.includes(each));
      if (revoked === undefined) continue;
      this.#inFlight.delete(id);
      abort.abort();
      const message = `The capability "${revoked}" was revoked while the call was under way. It was stopped; what it had done by then stays.`;
      this.#say({ type: 'error', id, name: 'PolicyError', message });
    }
    const now = granted.join();
    if (now === this.#told) return;
    this.#told = now;
    this.#say({ type: 'capabilities', granted });
  }

  #say(answer: EmbedAnswer): void {
    if (!this.#over) this.#port.postMessage(answer);
  }
}

function isAsking(request: EmbedRequest): request is Exclude<EmbedRequest, { type: 'abort' | 'close' }> {
  return request.type !== 'abort' && request.type !== 'close';
}
