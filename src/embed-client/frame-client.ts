import { ConnectionError, PolicyError, ToolInputError } from './errors.ts';
import { makeError } from './make-error.ts';
import type { CallOptions, Capability, ConnectOptions, SandbankClient, ToolDescription } from './types.ts';
import { PROTOCOL, type Answer, type FromFrame, type Hello, type Request } from './wire.ts';

const TIMEOUT_MS = 20_000;
/** A hello that nobody heard is said again, ever more seldom. */
const HELLO_AFTER_MS = 200;
const HELLO_AT_MOST_MS = 2000;

type Pending = { resolve: (value: unknown) => void; reject: (error: Error) => void; onEvent: CallOptions['onEvent'] };
type Asking =
  Extract<Request, { id: number }> extends infer Each ? (Each extends { id: number } ? Omit<Each, 'id'> : never) : never;

/** One connection to the Sandbank in a frame, made anew when the frame is reloaded. */
export class FrameClient implements SandbankClient {
  version = '';
  granted: readonly Capability[] = [];
  readonly #iframe: HTMLIFrameElement;
  readonly #options: ConnectOptions;
  readonly #nonce = crypto.randomUUID();
  readonly #wanted: Set<Capability>;
  readonly #pending = new Map<number, Pending>();
  readonly #leave = new AbortController();
  #port: MessagePort | undefined;
  /** The port, as soon as there is one. */
  #connected = Promise.withResolvers<MessagePort>();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #ids = 0;
  #isNew = true;

  constructor(iframe: HTMLIFrameElement, options: ConnectOptions) {
    this.#iframe = iframe;
    this.#options = options;
    this.#wanted = new Set(options.capabilities ?? ['read']);
  }

  async connect(): Promise<void> {
    const { signal } = this.#leave;
    const given = this.#options.signal;
    given?.throwIfAborted();
    given?.addEventListener('abort', () => this.#end(given.reason as Error), { signal });
    addEventListener('message', (event: MessageEvent<FromFrame>) => this.#hear(event), { signal });
    // A reloaded frame knows nothing of us; one that is as it was passes a hello over that it has heard.
    this.#iframe.addEventListener('load', () => this.#hello(), { signal });
    this.#knock();
    await this.#connected.promise;
  }

  async listTools(): Promise<ToolDescription[]> {
    return (await this.#ask({ type: 'list_tools' })) as ToolDescription[];
  }

  /** Its overloads tie a tool's name to what it answers; here it is whatever came. */
  async callTool(name: string, input: unknown, { signal, onEvent }: CallOptions = {}): Promise<never> {
    const call = { type: 'call_tool', name, input_json: jsonText(name, input) } as const;
    return (await this.#ask(call, signal, onEvent)) as never;
  }

  async requestCapabilities(
    capabilities: readonly Capability[],
    { signal }: { signal?: AbortSignal } = {},
  ): Promise<Capability[]> {
    for (const each of capabilities) this.#wanted.add(each);
    return (await this.#ask({ type: 'request_capabilities', capabilities: [...capabilities] }, signal)) as Capability[];
  }

  close(): void {
    this.#end(new ConnectionError('The client was closed.'));
  }

  async #ask(asking: Asking, signal?: AbortSignal, onEvent?: CallOptions['onEvent']): Promise<unknown> {
    signal?.throwIfAborted();
    const port = await this.#connected.promise;
    signal?.throwIfAborted();
    this.#leave.signal.throwIfAborted();
    const id = this.#ids++;
    const { promise, resolve, reject } = Promise.withResolvers<unknown>();
    this.#pending.set(id, { resolve, reject, onEvent });
    const onAbort = (): void => port.postMessage({ type: 'abort', id } satisfies Request);
    signal?.addEventListener('abort', onAbort);
    port.postMessage({ ...asking, id });
    try {
      return await promise;
    } finally {
      signal?.removeEventListener('abort', onAbort);
    }
  }

  /** Says hello until it is answered; gives up after a while, for now or, before there ever was an answer, for good. */
  #knock(): void {
    const until = Date.now() + (this.#options.timeoutMs ?? TIMEOUT_MS);
    const knock = (after: number): void => {
      if (this.#port !== undefined || this.#leave.signal.aborted) return;
      if (Date.now() >= until) return this.#end(new ConnectionError(neverAnswered(this.#iframe, this.#options)));
      this.#hello();
      this.#timer = setTimeout(knock, Math.min(after, until - Date.now()), Math.min(after * 2, HELLO_AT_MOST_MS));
    };
    clearTimeout(this.#timer);
    knock(HELLO_AFTER_MS);
  }

  #hello(): void {
    const { contentWindow } = this.#iframe;
    if (contentWindow === null || isStillBlank(this.#iframe)) return;
    const hello: Hello = {
      sandbank: 'embed',
      type: 'hello',
      protocol: PROTOCOL,
      nonce: this.#nonce,
      capabilities: [...this.#wanted],
    };
    contentWindow.postMessage(hello, this.#options.origin);
  }

  #hear({ data, source, origin, ports }: MessageEvent<FromFrame>): void {
    if (source !== this.#iframe.contentWindow || origin !== this.#options.origin || data?.sandbank !== 'embed') return;
    if (data.type === 'ready') return this.#hello();
    if (data.nonce !== this.#nonce) return;
    const [port] = ports;
    if (data.type === 'refused') this.#end(new PolicyError(data.message));
    else if (port !== undefined) this.#take(port, data.version, data.granted);
  }

  #take(port: MessagePort, version: string, granted: Capability[]): void {
    this.#lose();
    clearTimeout(this.#timer);
    this.version = version;
    this.#port = port;
    this.#connected.resolve(port);
    if (this.#isNew) this.granted = granted;
    else this.#grant(granted);
    this.#isNew = false;
    port.onmessage = ({ data }: MessageEvent<Answer>) => this.#receive(data);
    // Where the browser tells that the other end is gone, nobody waits for it.
    port.addEventListener('close', () => {
      if (this.#port !== port) return;
      this.#lose();
      this.#knock();
    });
  }

  /** The frame was reloaded or taken away: what was asked of it is not answered any more. */
  #lose(): void {
    if (this.#port === undefined) return;
    this.#port.close();
    this.#port = undefined;
    this.#connected = Promise.withResolvers();
    this.#connected.promise.catch(() => undefined);
    this.#rejectAll(new ConnectionError('The frame was reloaded or taken away before it answered this call. Call it again.'));
  }

  #receive(answer: Answer): void {
    if (answer.type === 'capabilities') return this.#grant(answer.granted);
    if (answer.type === 'closed') return this.#end(new ConnectionError(answer.message));
    const pending = this.#pending.get(answer.id);
    if (pending === undefined) return;
    if (answer.type === 'event') {
      // What the caller's listener throws is theirs, and must not end the call.
      try {
        pending.onEvent?.(JSON.parse(answer.event_json));
      } catch (error) {
        reportError(error);
      }
      return;
    }
    this.#pending.delete(answer.id);
    if (answer.type === 'result') pending.resolve(JSON.parse(answer.result_json));
    else pending.reject(makeError(answer.name, answer.message, answer.details_json));
  }

  #grant(granted: Capability[]): void {
    const isChanged = granted.join() !== this.granted.join();
    this.granted = granted;
    if (isChanged) this.#options.onGranted?.(granted, this);
  }

  /** For good, whatever ended it: what is under way is to stop, and not every browser tells the frame that the port is closed. */
  #end(reason: Error): void {
    if (this.#leave.signal.aborted) return;
    this.#leave.abort(reason);
    clearTimeout(this.#timer);
    this.#port?.postMessage({ type: 'close' } satisfies Request);
    this.#port?.close();
    this.#port = undefined;
    this.#connected.reject(reason);
    this.#rejectAll(reason);
  }

  #rejectAll(reason: Error): void {
    for (const { reject } of this.#pending.values()) reject(reason);
    this.#pending.clear();
  }
}

function jsonText(name: string, input: unknown): string {
  try {
    return JSON.stringify(input ?? {}) ?? '{}';
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new ToolInputError(`${name}: the input is no plain JSON (${reason})`);
  }
}

/** Before it has gone anywhere a frame is a page of our own, which is nobody to speak to. */
function isStillBlank({ contentDocument }: HTMLIFrameElement): boolean {
  return contentDocument !== null && contentDocument.URL === 'about:blank';
}

function neverAnswered({ src }: HTMLIFrameElement, { origin, timeoutMs = TIMEOUT_MS }: ConnectOptions): string {
  const causes = [
    ...(/[?&]embed\b/u.test(src) ? [] : ['its address has no "?embed"']),
    `what it shows is no Sandbank, or a page that could not be loaded`,
    `this page (${location.origin}) or one around it is not among embed_origins of its sandbank.config.json, or an older Sandbank is there`,
  ];
  return `The frame of ${origin} (${src}) did not answer within ${timeoutMs / 1000} s. Likely: ${causes.join('; or ')}.`;
}
