import canonicalize from 'canonicalize';
import { createMemoryStorage } from '../../src/adapters/memory/create-memory-storage.ts';
import { createSharing } from '../../src/adapters/sharing/create-sharing.ts';
import { deflate, inflate } from '../../src/adapters/sharing/deflate.ts';
import { readPayload, writePayload } from '../../src/adapters/sharing/payload-text.ts';
import { ShareError } from '../../src/core/app-error.ts';
import type { OpenedShare, Sharing } from '../../src/core/ports/sharing.ts';
import type { SharedWorkflow } from '../../src/core/share/shared-workflow.ts';
import { mutated, randomOf, type Random } from './mutate-link.ts';
import { sharedBuiltin } from './shared-workflow.ts';

const PASSPHRASE = 'correct horse battery';

type Base = { payload: string; json: string; workflow: SharedWorkflow };

export type Tally = { refused: Record<string, number>; same: number; unsigned: number; invalid: number; locked: number };

/**
 * Opens `count` links that were changed: as texts, packed, and as JSON, the last two with a checksum that fits again. Throws where one is
 * refused by anything but a `ShareError`, or opens as something else than what it says it is.
 */
export async function fuzzLinks(seed: number, count: number): Promise<Tally> {
  const storage = createMemoryStorage();
  const sharing = await createSharing({ storage });
  const { key_id } = await sharing.nameIdentity('Anna');
  const bases = await Promise.all(['Monthly Cost Report', 'Export to CSV'].map((name) => baseOf(sharing, sharedBuiltin(name))));
  const { url } = await sharing.makeLink(sharedBuiltin('Export to CSV'), 'https://a.b/', { sign: true, passphrase: PASSPHRASE });
  const sealed = url.slice(url.indexOf('1e.'));
  const random = randomOf(seed);
  const tally: Tally = { refused: {}, same: 0, unsigned: 0, invalid: 0, locked: 0 };
  let changes = 0;
  storage.changes.subscribe(() => (changes += 1));
  const open = async (payload: string, workflow: SharedWorkflow, way: Way): Promise<void> => {
    try {
      note(await sharing.openLink(payload), tally, workflow, way, key_id);
    } catch (error) {
      if (!(error instanceof ShareError)) throw new Error(`seed ${seed}: ${payload}`, { cause: error });
      tally.refused[error.problem] = (tally.refused[error.problem] ?? 0) + 1;
    }
  };
  let batch: Promise<void>[] = [];
  for (let turn = 0; turn < count; turn += 1) {
    const base = random.oneOf(bases);
    const way = random.oneOf<Way>(['text', 'text', 'text', 'text', 'text', 'text', 'text', 'packed', 'json', 'content']);
    // Opening by a passphrase takes long on purpose.
    const payload = turn % 10 === 0 ? mutated(sealed, random) : await changed(base, way, random);
    batch.push(open(payload, base.workflow, way));
    if (batch.length < 32) continue;
    await Promise.all(batch);
    batch = [];
  }
  await Promise.all(batch);
  if (changes > 0) throw new Error(`opening links has changed what is kept, ${changes} times`);
  return tally;
}

/** What was changed: the text itself, its packed bytes, the JSON in them, or what that says. All but the first get a checksum that fits. */
type Way = 'text' | 'packed' | 'json' | 'content';

async function baseOf(sharing: Sharing, workflow: SharedWorkflow): Promise<Base> {
  const { url } = await sharing.makeLink(workflow, 'https://a.b/', { sign: true });
  const payload = url.slice(url.indexOf('1.'));
  const { bytes } = await readPayload('link', payload);
  return { payload, workflow, json: new TextDecoder().decode(await inflate(bytes, 4_000_000)) };
}

async function changed({ payload, json }: Base, way: Way, random: Random): Promise<string> {
  if (way === 'text') return mutated(payload, random);
  if (way === 'packed') {
    const { bytes } = await readPayload('link', payload);
    for (let left = 1 + random.below(4); left > 0; left -= 1) bytes[random.below(bytes.length)] = random.below(256);
    return await writePayload({ sealed: false, bytes });
  }
  const text = way === 'json' ? mutated(json, random) : otherContent(json, random);
  return await writePayload({ sealed: false, bytes: await deflate(new TextEncoder().encode(text)) });
}

/** Well made, and not what was signed. */
function otherContent(json: string, random: Random): string {
  const document = JSON.parse(json) as { workflow: Record<string, unknown>; signature?: Record<string, unknown> };
  const signature = document.signature ?? {};
  random.oneOf<() => void>([
    () => (document.workflow['code'] = `${String(document.workflow['code'])}\n`),
    () => (document.workflow['name'] = 'Another'),
    () => (document.workflow['version'] = random.below(9) + 2),
    () => (document.workflow['capabilities'] = ['aws']),
    () => (document.workflow['changelog'] = 'New'),
    () => delete document.workflow['params_schema'],
    () => (signature['name'] = 'Eve'),
    () => (signature['public_key'] = String(signature['public_key']).replace(/^./u, random.oneOf(['A', 'B', 'C']))),
    () => (signature['value'] = String(signature['value']).replace(/^.../u, 'AAA')),
    () => delete document.signature,
    () => (document.workflow['constructor'] = {}),
  ])();
  return canonicalize(document) ?? '';
}

function note(opened: OpenedShare, tally: Tally, workflow: SharedWorkflow, way: Way, keyId: string): void {
  if (opened.kind === 'locked') {
    tally.locked += 1;
    return;
  }
  const { received } = opened;
  const isSame = canonicalize(received.workflow) === canonicalize(workflow);
  const { signature } = received;
  if (signature.state === 'valid') {
    if (!isSame || signature.key_id !== keyId || signature.claimed_name !== 'Anna')
      throw new Error(`a signature is valid of what was not signed: ${JSON.stringify(received)}`);
    tally.same += 1;
  } else if (way === 'text') throw new Error(`a changed text opened as something else: ${JSON.stringify(received)}`);
  else tally[signature.state] += 1;
}
