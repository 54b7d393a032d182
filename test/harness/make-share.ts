import { createMemoryStorage } from '../../src/adapters/memory/create-memory-storage.ts';
import { createSharing } from '../../src/adapters/sharing/create-sharing.ts';
import type { ShareOptions, Sharing } from '../../src/core/ports/sharing.ts';
import type { SharedWorkflow } from '../../src/core/share/shared-workflow.ts';

const base: SharedWorkflow = {
  format: 1,
  origin: 'AAAAAAAAAAAAAAAAAAAAAA',
  name: 'Cost by team',
  description: 'Cost by team and month.',
  tags: ['cost', 'team'],
  language: 'python',
  code: 'print(12.5)\n',
  version: 3,
  created_at: '2026-11-30T10:00:00.000Z',
  capabilities: ['query'],
};

/** Somebody with a Sandbank of their own, and a key of their own where they have a name. */
export class Sender {
  readonly sharing: Promise<Sharing> = createSharing({ storage: createMemoryStorage() });

  static async named(name: string): Promise<Sender> {
    const sender = new Sender();
    await (await sender.sharing).nameIdentity(name);
    return sender;
  }

  /** What is behind the app's address in a link ("#/open/…"). */
  async link(over: Partial<SharedWorkflow> = {}, options: Partial<ShareOptions> = {}): Promise<string> {
    const { url } = await (
      await this.sharing
    ).makeLink({ ...base, ...over }, 'https://elsewhere.example/', { sign: false, ...options });
    return url.slice(url.indexOf('#'));
  }

  async file(over: Partial<SharedWorkflow> = {}, options: Partial<ShareOptions> = {}): Promise<string> {
    return await (await this.sharing).makeFile({ ...base, ...over }, { sign: false, ...options });
  }
}
