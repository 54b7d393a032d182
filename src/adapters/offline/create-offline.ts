import { StorageError } from '../../core/app-error.ts';
import { isWorkerNews } from '../../core/offline/worker-messages.ts';
import type { Offline, OfflineState } from '../../core/ports/offline.ts';
import { askWorker, WorkerFailure } from './ask-worker.ts';
import { keepAll } from './keep-all.ts';
import { keepUsed } from './keep-used.ts';
import { lookThrough } from './kept-files.ts';
import { obstacle } from './obstacle.ts';
import { refuseWorkersByUrl, registerWorker } from './register-worker.ts';
import { keptList, pageVersion } from './this-build.ts';
import { holdVersion, tidyCaches } from './tidy-caches.ts';

/** How often a page that stays open asks for a newer version. */
const CHECK_MS = 3_600_000;

/** Registers the service worker, where the browser and the page's place admit one, and follows its versions. */
export function createOffline(): Offline {
  const offline = new PageOffline(pageVersion() ?? '');
  offline.begin(obstacle());
  return offline;
}

class PageOffline implements Offline {
  readonly #version: string;
  readonly #listeners = new Set<() => void>();
  #state: OfflineState = { kept: { kind: 'starting' }, update: 'none' };
  #registration: ServiceWorkerRegistration | undefined;

  constructor(version: string) {
    this.#version = version;
  }

  begin(problem: string | undefined): void {
    // A page in a frame keeps nothing itself, and loads parts of its version for as long as it is open.
    if (this.#version !== '') holdVersion(this.#version);
    if (problem !== undefined) {
      this.#set({ kept: { kind: 'impossible', why: problem } });
      refuseWorkersByUrl();
      return;
    }
    this.#register()
      .catch((error: unknown) => {
        const why = `The browser did not take the service worker: ${messageOf(error)}.`;
        this.#set({ kept: { kind: 'impossible', why } });
      })
      .finally(refuseWorkersByUrl);
  }

  readonly state = (): OfflineState => this.#state;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  readonly files: Offline['files'] = async () => {
    const list = await keptList(this.#version);
    return list === undefined ? undefined : await lookThrough(list);
  };

  readonly keepAll: Offline['keepAll'] = async (options) => {
    const list = await keptList(this.#version);
    if (list !== undefined) return await keepAll(list, options, this.#state.update);
    return { status: 'failed', problem: 'Nothing of this version is kept yet. Reload the page, then try again.' };
  };

  readonly check: Offline['check'] = async () => {
    const registration = this.#registration;
    const worker = registration?.active ?? undefined;
    if (registration === undefined || worker === undefined)
      throw new Error('Nothing of the app is kept yet. Reload the page, then try again.');
    try {
      await askWorker(worker, { type: 'check' });
    } catch (cause) {
      // The browser's own words name its service worker, and not what to do.
      throw new Error(
        cause instanceof WorkerFailure
          ? whyNotAsked(cause.message)
          : 'The browser’s service worker does not answer. Reload the page, then try again.',
        { cause },
      );
    }
    return registration.installing !== null || registration.waiting !== null;
  };

  readonly update: Offline['update'] = async () => {
    try {
      await askWorker(newestOf(this.#registration), { type: 'use' });
    } catch (cause) {
      throw new StorageError(
        `The new version could not be put to use (${messageOf(cause)}). This one goes on; try again later.`,
        { cause },
      );
    }
  };

  async #register(): Promise<void> {
    const { serviceWorker } = navigator;
    serviceWorker.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
      if (!isWorkerNews(data)) return;
      if (data.type === 'put to use') this.#lookSoon();
      else this.#set({ failure: { reason: data.reason, message: data.message } });
    });
    serviceWorker.addEventListener('controllerchange', this.#lookSoon);
    if (serviceWorker.controller === null) serviceWorker.addEventListener('controllerchange', this.#keepUsed, { once: true });
    serviceWorker.startMessages();
    const registration = await registerWorker();
    if (registration === undefined) throw new Error('something keeps pages from having one');
    this.#registration = registration;
    this.#follow(registration.installing);
    registration.addEventListener('updatefound', () => this.#follow(registration.installing));
    // Without a network there is none to be had; the browser asks by itself at the next visit.
    setInterval(() => void this.check().catch(() => undefined), CHECK_MS);
    this.#lookSoon();
  }

  #follow(installing: ServiceWorker | null): void {
    installing?.addEventListener('statechange', () => {
      if (installing.state === 'installed') {
        const { failure: _, ...rest } = this.#state;
        this.#state = rest;
      }
      this.#lookSoon();
    });
  }

  readonly #lookSoon = (): void => {
    this.#look().catch((error: unknown) => console.warn('The service worker could not be asked:', error));
  };

  readonly #keepUsed = (): void => {
    const keep = async (): Promise<void> => {
      const list = await keptList(this.#version);
      if (list !== undefined) await keepUsed(list);
    };
    keep().catch((error: unknown) => console.warn('What this page has used is not all kept:', error));
  };

  async #look(): Promise<void> {
    const registration = this.#registration;
    if (registration === undefined) return;
    if ((await keptList(this.#version)) !== undefined) this.#set({ kept: { kind: 'ready' } });
    const newest = registration.waiting ?? registration.active;
    if (newest === null) {
      // The first one could not be installed, and the page may register no other.
      if (registration.installing === null) this.#set({ kept: { kind: 'missing' } });
      return;
    }
    const answer = await askWorker(newest, { type: 'versions' });
    if (answer.type !== 'versions') return;
    const own = answer.version === this.#version;
    this.#set({ update: own ? 'none' : answer.version === answer.used ? 'taken' : 'available' });
    if (registration.installing === null && own && answer.used === this.#version) await tidyCaches(this.#version);
  }

  #set(patch: Partial<OfflineState>): void {
    this.#state = { ...this.#state, ...patch };
    for (const listener of this.#listeners) listener();
  }
}

function newestOf(registration: ServiceWorkerRegistration | undefined): ServiceWorker {
  const newest = registration?.waiting ?? registration?.active;
  if (newest === undefined || newest === null) throw new Error('it is not there any more');
  return newest;
}

/** From the words of the browser, which throws the same error whether nobody answered or something else than a version did. */
function whyNotAsked(message: string): string {
  const status = /HTTP response code \((\d{3})\)/u.exec(message)?.[1];
  return status === undefined
    ? 'The host could not be reached. Check the connection, then try again.'
    : `The host answers with an error (${status}). Try again later; if it stays so, tell whoever runs this site.`;
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
