import { LLMock, type ChatCompletionRequest, type Fixture } from '@copilotkit/aimock';

/** One answer of the scripted model to one request: what it says and which tools it calls, or the status it refuses with. */
export type Reply = {
  text?: string;
  calls?: { id?: string; tool: string; input: unknown }[];
  refuses?: { status: number; message: string; retryAfter?: number };
};

/** `made`: from what the model read last (a tool's answer), for answers that name a run. The rest is how it comes over the wire. */
export type Step = { made: Reply | ((read: string) => Reply) } & Pick<
  Fixture,
  'latency' | 'chunkSize' | 'truncateAfterChunks' | 'disconnectAfterMs'
>;

/** What a request told the model: the person's last message, and what tools answered to it, oldest first. */
export type Asked = {
  message: string;
  read: string[];
  system: string;
  tools: string[];
  text: string;
};

const USAGE = { prompt_tokens: 1200, completion_tokens: 340, total_tokens: 1540 };

/** The model providers of a test, by their wire formats over HTTP: each message of the person is answered as its script says. */
export class ModelServer {
  readonly #mock: LLMock;
  /** The mock's own journal leaves long ones out. */
  readonly #requests = new Set<ChatCompletionRequest>();

  private constructor(mock: LLMock) {
    this.#mock = mock;
  }

  static async start(): Promise<ModelServer> {
    const mock = new LLMock({ port: 0, host: '127.0.0.1', logLevel: 'silent', strict: true });
    await mock.start();
    return new ModelServer(mock);
  }

  /** "http://127.0.0.1:40123", without a slash. */
  get origin(): string {
    return `http://127.0.0.1:${this.#mock.port}`;
  }

  /**
   * Takes the place of all scripts before. Keys are parts of the person's messages; the steps are the model's answers to one, in their
   * order: the next one comes when the tools of the one before have answered. The last one is repeated where `repeat` says so.
   */
  script(messages: Record<string, readonly Step[]>, { repeat = false, finish = 'tool_calls' } = {}): void {
    this.#mock.reset();
    this.#requests.clear();
    this.#mock.addFixture({ match: { predicate: (request) => this.#note(request) }, response: { content: '' } });
    for (const [message, steps] of Object.entries(messages))
      for (const [index, step] of steps.entries()) {
        const { made, ...wire } = step;
        const fits = (at: number): boolean => at === index || (repeat && index === steps.length - 1 && at > index);
        this.#mock.addFixture({
          match: {
            predicate: (request) => {
              const { message: asked, steps: at } = standing(request);
              return asked.includes(message) && fits(at);
            },
          },
          response: (request) =>
            responseOf(typeof made === 'function' ? made(standing(request).read.at(-1) ?? '') : made, finish),
          ...wire,
        });
      }
  }

  /** What was asked since the last script, oldest first. */
  asked(): Asked[] {
    return [...this.#requests].map((request) => {
      const { message, read } = standing(request);
      return {
        message,
        read,
        system: request.messages
          .filter(({ role }) => role === 'system')
          .map(textOf)
          .join('\n'),
        tools: (request.tools ?? []).map((tool) => tool.function.name),
        text: JSON.stringify(request.messages),
      };
    });
  }

  #note(request: ChatCompletionRequest): false {
    this.#requests.add(request);
    return false;
  }

  async close(): Promise<void> {
    await this.#mock.stop();
  }
}

/** The model says this. */
export function says(text: string | ((read: string) => string), wire: Omit<Step, 'made'> = {}): Step {
  return { made: typeof text === 'string' ? { text } : (read) => ({ text: text(read) }), ...wire };
}

/** The model calls one tool. */
export function calls(tool: string, input: unknown, wire: Omit<Step, 'made'> = {}): Step {
  return { made: { calls: [{ tool, input }] }, ...wire };
}

/** The model runs code. */
export function runs(language: 'python' | 'javascript' | 'sql', code: string, more: Record<string, unknown> = {}): Step {
  return calls('execute_code', { language, code, ...more });
}

/** The provider refuses with a status. */
export function refuses(status: number, message: string, retryAfter?: number): Step {
  return { made: { refuses: { status, message, ...(retryAfter === undefined ? {} : { retryAfter }) } } };
}

/** The id of the run in what a tool answered. */
export function runIn(read: string): string {
  const id = /run_id: (\w+)/u.exec(read)?.[1];
  if (id === undefined) throw new Error(`the model read of no run: ${read.slice(0, 500)}`);
  return id;
}

function standing({ messages }: ChatCompletionRequest): { message: string; steps: number; read: string[] } {
  const from = messages.findLastIndex(({ role }) => role === 'user');
  const after = messages.slice(from + 1);
  // Answers to calls of one step stand together.
  const steps = after.filter(({ role }, index) => role === 'tool' && after[index - 1]?.role !== 'tool').length;
  const read = after.filter(({ role }) => role === 'tool').map((answer) => unwrapped(textOf(answer)));
  return { message: from < 0 ? '' : textOf(messages[from]), steps, read };
}

function textOf(message: ChatCompletionRequest['messages'][number] | undefined): string {
  const content = message?.content ?? '';
  return typeof content === 'string' ? content : content.map(({ text }) => text ?? '').join('');
}

/** Gemini's format has no texts as answers of tools: they stand in an object. */
function unwrapped(read: string): string {
  if (!read.startsWith('{"')) return read;
  const { content } = JSON.parse(read) as { content?: unknown };
  return typeof content === 'string' ? content : read;
}

function responseOf({ text, calls: asked, refuses: refusal }: Reply, finish: string) {
  if (refusal !== undefined) {
    const { status, message, retryAfter } = refusal;
    return { error: { message }, status, ...(retryAfter === undefined ? {} : { retryAfter }) };
  }
  const toolCalls = asked?.map(({ id, tool, input }) => ({
    name: tool,
    arguments: typeof input === 'string' ? input : JSON.stringify(input),
    ...(id === undefined ? {} : { id }),
  }));
  if (toolCalls === undefined) return { content: text ?? '', usage: USAGE };
  const end = { toolCalls, finishReason: finish, usage: USAGE };
  return text === undefined ? end : { content: text, ...end };
}
