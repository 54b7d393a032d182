import type { EmbedCapability } from '../core/embedding.ts';
import {
  anyHelloSchema,
  EMBED_PROTOCOL,
  helloSchema,
  type EmbedWindowMessage,
  type HelloMessage,
  type RefusalReason,
} from '../protocol/embed.ts';
import { FloodGuard } from '../sandbox/flood-guard.ts';
import { EmbedSession, type SessionParts } from './embed-session.ts';
import { notAllowed, type Embedding } from './embedders.ts';

/** Clients of one embedding page at once. */
const MAX_SESSIONS = 8;
/** Hellos that are remembered: each is answered once, also when it is said again. */
const MAX_NONCES = 1000;

type Hello = HelloMessage & { origin: string };

type Parts = { embedding: Embedding; allowed: readonly string[]; version: string };

export type HostServices = SessionParts & {
  /** Told what a new client wants and has not. */
  offer: (wanted: readonly EmbedCapability[]) => void;
};

/**
 * Hears the window right above this one, and nobody else: a hello from an allowed origin is answered with a port, once tools can be called;
 * any other with a refusal that tells nothing but its reason.
 */
export class EmbedHost {
  /** The origin of the embedding page, when it is known to be allowed; rejects where it is not. */
  readonly parent: Promise<string>;
  readonly #parts: Parts;
  readonly #known = Promise.withResolvers<string>();
  readonly #nonces = new Set<string>();
  readonly #sessions = new Set<EmbedSession>();
  readonly #flood = new FloodGuard();
  #services: HostServices | undefined;
  /** Hellos that came before tools could be called. */
  #early: Hello[] = [];

  constructor(parts: Parts) {
    this.#parts = parts;
    this.parent = this.#known.promise;
    const { embedding } = parts;
    if (embedding.is === 'refused') this.#known.reject(new Error(embedding.why));
    if (embedding.is === 'allowed') this.#known.resolve(embedding.parent);
    addEventListener('message', (event: MessageEvent<unknown>) => this.#hear(event));
    // Where its origin is known it need not ask again and again.
    if (embedding.is === 'allowed') this.#say({ sandbank: 'embed', type: 'ready', protocol: EMBED_PROTOCOL }, embedding.parent);
  }

  /** From here on tools can be called. */
  serve(services: HostServices): void {
    this.#services = services;
    for (const hello of this.#early.splice(0)) this.#welcome(hello);
  }

  #hear({ data, source, origin }: MessageEvent<unknown>): void {
    if (source !== window.parent) return;
    const said = anyHelloSchema.safeParse(data).data;
    if (said === undefined || !this.#flood.admit()) return;
    const refusal = this.#refusal(origin, said.protocol);
    if (refusal !== undefined) return this.#refuse(said.nonce, origin, ...refusal);
    const hello = helloSchema.safeParse(data).data;
    if (hello === undefined || this.#nonces.has(hello.nonce)) return;
    this.#known.resolve(origin);
    if (this.#sessions.size + this.#early.length >= MAX_SESSIONS)
      return this.#refuse(hello.nonce, origin, 'too_many', `${MAX_SESSIONS} clients are connected, and no more may be at once.`);
    this.#remember(hello.nonce);
    if (this.#services === undefined) this.#early.push({ ...hello, origin });
    else this.#welcome({ ...hello, origin });
  }

  #refusal(origin: string, protocol: number): [RefusalReason, string] | undefined {
    const { embedding, allowed } = this.#parts;
    if (embedding.is === 'refused') return [embedding.reason, embedding.why];
    if (!allowed.includes(origin) || (embedding.is === 'allowed' && origin !== embedding.parent)) {
      this.#known.reject(new Error(notAllowed(origin)));
      return ['origin_not_allowed', notAllowed(origin)];
    }
    if (protocol === EMBED_PROTOCOL) return undefined;
    return [
      'protocol',
      `The client speaks version ${protocol} of the protocol, this page ${EMBED_PROTOCOL}: take its own embed-client.js.`,
    ];
  }

  #welcome({ nonce, origin, capabilities }: Hello): void {
    const services = this.#services;
    if (services === undefined) return;
    const { port1, port2 } = new MessageChannel();
    const session = new EmbedSession(port1, origin, capabilities, services, () => this.#sessions.delete(session));
    this.#sessions.add(session);
    const { version } = this.#parts;
    const granted = session.granted();
    this.#say({ sandbank: 'embed', type: 'welcome', nonce, protocol: EMBED_PROTOCOL, version, granted }, origin, port2);
    services.offer(session.missing());
  }

  #refuse(nonce: string, origin: string, reason: RefusalReason, message: string): void {
    this.#say({ sandbank: 'embed', type: 'refused', nonce, reason, message }, origin);
  }

  /** Never to any origin but the one that spoke; one that has none can't be spoken to. */
  #say(message: EmbedWindowMessage, origin: string, ...ports: MessagePort[]): void {
    if (origin !== 'null') window.parent.postMessage(message, origin, ports);
  }

  #remember(nonce: string): void {
    this.#nonces.add(nonce);
    const [oldest] = this.#nonces;
    if (this.#nonces.size > MAX_NONCES && oldest !== undefined) this.#nonces.delete(oldest);
  }
}
