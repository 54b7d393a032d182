import { beforeEach, describe, expect, it, vi } from 'vitest';
import { sharedBuiltin, sharedWorkflow } from '../../../test/harness/shared-workflow.ts';
import { ShareError, type ShareProblem } from '../../core/app-error.ts';
import type { OpenedShare, Sharing } from '../../core/ports/sharing.ts';
import { createMemoryStorage } from '../memory/create-memory-storage.ts';
import { createSharing } from './create-sharing.ts';
import type { SharedWorkflow } from '../../core/share/shared-workflow.ts';
import { deflate } from './deflate.ts';
import { readPayload, writePayload } from './payload-text.ts';

// A passphrase and a bomb take seconds where other work goes on beside them.
vi.setConfig({ testTimeout: 60_000 });

const BASE = 'https://sandbank.example/finops/';
const PASSPHRASE = 'correct horse battery';

let sharing: Sharing;
beforeEach(async () => {
  sharing = await createSharing({ storage: createMemoryStorage() });
});

const payloadOf = (url: string): string => url.slice(url.indexOf('#/open/') + '#/open/'.length);

async function link(workflow = sharedWorkflow(), options = { sign: false }): Promise<string> {
  return payloadOf((await sharing.makeLink(workflow, BASE, options)).url);
}

async function refusal(opening: Promise<OpenedShare>): Promise<[ShareProblem, string]> {
  const error: unknown = await opening.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (error instanceof ShareError) return [error.problem, error.message];
  throw new Error('it was not refused', { cause: error });
}

/** As a stranger's own program would make it: whole, with a checksum that fits. */
async function forged(document: unknown): Promise<string> {
  const text = typeof document === 'string' ? document : JSON.stringify(document);
  return await writePayload({ sealed: false, bytes: await deflate(new TextEncoder().encode(text)) });
}

describe('a link', () => {
  it('carries the whole workflow behind the hash, the same each time', async () => {
    const workflow = sharedWorkflow();
    const { url } = await sharing.makeLink(workflow, BASE, { sign: false });
    expect(url).toMatch(/^https:\/\/sandbank\.example\/finops\/#\/open\/1\.\d+\.[\w-]+\.[0-9a-f]{16}$/u);
    expect(await sharing.openLink(payloadOf(url))).toEqual({
      kind: 'open',
      received: { workflow, signature: { state: 'unsigned' } },
    });
    const other = { ...workflow, capabilities: workflow.capabilities.toReversed() };
    expect((await sharing.makeLink(other, BASE, { sign: false })).url).toBe(url);
  });

  it('says when it is too long for chat tools, and past the cap that a file is the way', async () => {
    expect(await sharing.makeLink(sharedWorkflow(), BASE, { sign: false })).not.toHaveProperty('too_long');
    const long = await sharing.makeLink(sharedBuiltin('Monthly Cost Report'), BASE, { sign: false });
    expect(long.too_long).toMatch(/^This link has [\d,]+ characters: Outlook .*A file arrives whole everywhere\.$/u);
    const noise = Array.from({ length: 30_000 }, (_, index) => Math.sin(index).toString(36).slice(3, 6)).join('');
    const asking = sharing.makeLink(sharedWorkflow({ code: `x = "${noise}"` }), BASE, { sign: false });
    await expect(asking).rejects.toMatchObject({
      problem: 'too_large',
      message: expect.stringContaining('as a file') as unknown,
    });
  });

  it('is not made of what holds secrets, or of what its reader would not see', async () => {
    const leaky = sharedWorkflow({ code: 'a = 1\nb = "503812947716"', description: 'of 503812947716' });
    await expect(sharing.makeLink(leaky, BASE, { sign: false })).rejects.toMatchObject({
      problem: 'wrong_content',
      message:
        'The workflow cannot be sent: description holds an AWS account id (••••••••7716); code, line 2 holds an AWS account id (••••••••7716). Take out what is not meant for others.',
    });
    await expect(sharing.makeFile(leaky, { sign: false })).rejects.toThrow('503812947716'.slice(-4));
    const spoofed = sharedWorkflow({ name: 'Cost\u202ereport' });
    await expect(sharing.makeLink(spoofed, BASE, { sign: false })).rejects.toThrow('its name holds the character U+202E');
  });
});

describe('what happens to a link on its way', () => {
  const harmless: readonly (readonly [string, (payload: string) => string])[] = [
    ['nothing', (text) => text],
    ...Array.from('.,;:)>]"\'!?*_~…»').map((mark) => [`${mark} behind it`, (text: string) => text + mark] as const),
    ['a sentence behind it', (text) => `${text}). Thanks, Anna`],
    ['a tracker behind it', (text) => `${text}?utm_source=mail&fbclid=abc_1`],
    ['angle brackets around it', (text) => `<${text}>`],
    ['quotes around it', (text) => `"${text}"`],
    ['the whole address', (text) => ` <https://sandbank.example/#/open/${text}> `],
    ['line breaks inside', (text) => text.replaceAll(/.{60}/gu, '$&\r\n')],
    ['quoted lines', (text) => text.replaceAll(/.{60}/gu, '$&\n> > ')],
    ['spaces and zero width spaces', (text) => text.replaceAll(/.{30}/gu, '$& \u200b\u00a0')],
    ['percent-encoding', (text) => text.replaceAll(/[^A-Za-z0-9]/gu, hex)],
    ['percent-encoding of all', (text) => text.replaceAll(/./gu, hex)],
    ['percent-encoding in small letters', (text) => text.replaceAll(/./gu, (one) => hex(one).toLowerCase())],
    ['percent-encoding twice', (text) => text.replaceAll(/./gu, hex).replaceAll('%', '%25')],
    ['percent-encoding thrice', (text) => text.replaceAll('.', '%25252E')],
    ['the address encoded twice', (text) => encodeURIComponent(encodeURIComponent(`https://a.b/#/open/${text}>`))],
  ];
  const hex = (one: string): string => `%${one.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`;

  it.each(harmless)('is undone: %s', async (_what, treat) => {
    expect(await sharing.openLink(treat(await link()))).toMatchObject({
      kind: 'open',
      received: { workflow: sharedWorkflow() },
    });
  });

  it('is told as a cut, with how much is here', async () => {
    const whole = await link();
    for (const length of [whole.length - 1, whole.length - 17, whole.length - 40, 200, 8])
      expect(await refusal(sharing.openLink(whole.slice(0, length)))).toEqual([
        'damaged',
        `This link was cut: ${length} of ${whole.length} characters are here. Ask for it again, or for a file.`,
      ]);
    expect(await refusal(sharing.openLink(whole.slice(0, 3)))).toEqual(['damaged', expect.stringContaining('only 3 characters')]);
    expect((await refusal(sharing.openLink(`${hex('1')}.900.abcdef`)))[1]).toContain('cut: 12 of 923');
  });

  it('is told as an alteration', async () => {
    const whole = await link();
    const altered = whole.replace(/.(.{30})$/u, (_, rest: string) => `${whole.at(-31) === 'A' ? 'B' : 'A'}${rest}`);
    expect(await refusal(sharing.openLink(altered))).toEqual(['damaged', expect.stringContaining('altered on its way.')]);
    expect((await refusal(sharing.openLink(whole.toLowerCase())))[1]).toContain('its capitals were lost');
  });

  it('is told where there is no link', async () => {
    for (const text of ['hello', '?', '%', 'AAAA.BBBB', '<>', '-1.5.x'])
      expect(await refusal(sharing.openLink(text))).toEqual(['not_a_share', expect.stringContaining('holds no workflow')]);
  });
});

describe('a link that a stranger made', () => {
  const document = { workflow: sharedWorkflow() };
  const sorted = async (over: object): Promise<string> => {
    const { default: canonicalize } = await import('canonicalize');
    return await forged(canonicalize({ ...document, ...over }) ?? '');
  };

  it('of a newer format is never guessed at', async () => {
    const newer = (await link()).replace(/^1\./u, '2.');
    expect(await refusal(sharing.openLink(newer))).toEqual([
      'newer_format',
      expect.stringContaining('newer Sandbank (format 2;'),
    ]);
    const workflow = { ...sharedWorkflow(), format: 2, needs: 'more' };
    expect(await refusal(sharing.openLink(await sorted({ workflow })))).toEqual([
      'newer_format',
      expect.stringContaining('Update'),
    ]);
    const signature = { format: 2, algorithm: 'ML-DSA' };
    expect((await refusal(sharing.openLink(await sorted({ signature }))))[0]).toBe('newer_format');
  });

  it.each([
    ['a member too many', { workflow: { ...sharedWorkflow(), run: true } }, 'the member run'],
    ['a member of the document too many', { outputs: [] }, 'this version does not know'],
    ['a member too few', { workflow: { ...sharedWorkflow(), code: undefined } }, 'its code is missing'],
    ['another language', { workflow: { ...sharedWorkflow(), language: 'bash' } }, 'its language'],
    ['an unknown capability', { workflow: { ...sharedWorkflow(), capabilities: ['root'] } }, 'capabilities'],
    ['a capability twice', { workflow: { ...sharedWorkflow(), capabilities: ['aws', 'aws'] } }, 'one twice'],
    ['an override in its name', { workflow: sharedWorkflow({ name: 'a\u202eb' }) }, 'U+202E'],
    ['an override in a tag', { workflow: sharedWorkflow({ tags: ['ok', 'a\u2066b'] }) }, 'tag 2'],
    ['a control in its description', { workflow: sharedWorkflow({ description: 'a\u001b[2J' }) }, 'U+001B'],
    ['a line break in its name', { workflow: sharedWorkflow({ name: 'a\nb' }) }, 'U+000A'],
    ['an unseen text in its form', { workflow: sharedWorkflow({ params_schema: { title: 'a\u200bb' } }) }, 'params_schema'],
    ['an unseen name in its form', { workflow: sharedWorkflow({ params_schema: { 'a\u200bb': 1 } }) }, 'params_schema'],
    ['a large form', { workflow: sharedWorkflow({ params_schema: 'x'.repeat(100_001) }) }, 'params_schema has'],
    ['a crooked signature', { signature: { format: 1, algorithm: 'none', value: '' } }, 'its signature is not'],
  ])('with %s is refused', async (_what, over, told) => {
    expect(await refusal(sharing.openLink(await sorted(over)))).toEqual(['wrong_content', expect.stringContaining(told)]);
  });

  it('with names of every object is harmless', async () => {
    const { default: canonicalize } = await import('canonicalize');
    const text = canonicalize(document) ?? '';
    for (const [from, to] of [
      ['"params_schema":{', '"params_schema":{"__proto__":{"polluted":true},'],
      ['"workflow":{', '"workflow":{"__proto__":{"polluted":true},'],
      ['{"workflow"', '{"__proto__":{"polluted":true},"workflow"'],
    ] as const) {
      const [problem] = await refusal(sharing.openLink(await forged(text.replace(from, to))));
      expect(problem).toBe('wrong_content');
    }
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
    const workflow = sharedWorkflow({ params_schema: { constructor: { toString: 1 } } });
    expect(await sharing.openLink(await link(workflow))).toMatchObject({ received: { workflow } });
  });

  it('is written in one way alone', async () => {
    const { default: canonicalize } = await import('canonicalize');
    const text = canonicalize(document) ?? '';
    for (const other of [`${text} `, text.replace('"version":3', '"version":3.0'), text.replace('"name"', '"name":"x","name"')])
      expect(await refusal(sharing.openLink(await forged(other)))).toEqual([
        'wrong_content',
        expect.stringContaining('as Sandbank writes'),
      ]);
    expect((await refusal(sharing.openLink(await forged('[1,2'))))[0]).toBe('damaged');
    expect((await refusal(sharing.openLink(await forged('[1]'))))[0]).toBe('wrong_content');
  });

  it('that nests without end is refused before anything recurses', async () => {
    const deep = `{"workflow":${'['.repeat(1_000_000)}`;
    expect(await refusal(sharing.openLink(await forged(deep)))).toEqual(['wrong_content', expect.stringContaining('200 levels')]);
  });

  it('is not unpacked past the cap, however much it would be', async () => {
    const packed = await bombOf(600_000_000);
    expect(packed.length).toBeLessThan(700_000);
    const payload = await writePayload({ sealed: false, bytes: packed });
    const before = process.memoryUsage().arrayBuffers;
    expect(await refusal(sharing.openLink(payload))).toEqual(['too_large', expect.stringContaining('larger than the 4 MB')]);
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(100_000_000);
    expect((await refusal(sharing.openLink('1'.repeat(2_000_001))))[0]).toBe('too_large');
  });

  it('of a million of anything is refused at once, and of two hundred levels taken', async () => {
    const tags = Array.from({ length: 400_000 }, () => 0);
    expect((await refusal(sharing.openLink(await sorted({ workflow: { ...sharedWorkflow(), tags } }))))[1]).toContain(
      'beside its code',
    );
    const params_schema = Array.from({ length: 400_000 }, () => []);
    expect((await refusal(sharing.openLink(await sorted({ workflow: { ...sharedWorkflow(), params_schema } }))))[1]).toContain(
      'beside',
    );
    let nested: SharedWorkflow['params_schema'] = 'core';
    for (let level = 0; level < 198; level += 1) nested = [nested];
    const workflow = sharedWorkflow({ params_schema: nested });
    expect(await sharing.openLink(await sorted({ workflow }))).toMatchObject({ received: { workflow } });
    expect((await refusal(sharing.openLink(await sorted({ workflow: { ...workflow, params_schema: [nested] } }))))[1]).toContain(
      '200 levels',
    );
  });

  it('that is not packed, or not to its end, is told', async () => {
    const packed = await deflate(new TextEncoder().encode(JSON.stringify(document)));
    for (const bytes of [new Uint8Array([1, 2, 3]), packed.slice(0, -3), packed.slice(0, 100), new Uint8Array()])
      expect(await refusal(sharing.openLink(await writePayload({ sealed: false, bytes })))).toEqual([
        'damaged',
        expect.any(String),
      ]);
  });
});

describe('a link with a passphrase', () => {
  it('opens by it alone', async () => {
    const workflow = sharedWorkflow({ name: 'Kept to ourselves' });
    const { url } = await sharing.makeLink(workflow, BASE, { sign: false, passphrase: PASSPHRASE });
    expect(payloadOf(url)).toMatch(/^1e\./u);
    expect(await sharing.openLink(payloadOf(url))).toEqual({ kind: 'locked' });
    expect(await sharing.openLink(payloadOf(url), PASSPHRASE)).toMatchObject({ kind: 'open', received: { workflow } });
    expect(await refusal(sharing.openLink(payloadOf(url), 'another horse battery'))).toEqual([
      'wrong_passphrase',
      expect.stringContaining('does not open'),
    ]);
    const again = await sharing.makeLink(workflow, BASE, { sign: false, passphrase: PASSPHRASE });
    expect(again.url).not.toBe(url);
  });

  it('tells damage from a wrong passphrase', async () => {
    const { url } = await sharing.makeLink(sharedWorkflow(), BASE, { sign: false, passphrase: PASSPHRASE });
    const payload = payloadOf(url);
    expect((await refusal(sharing.openLink(payload.slice(0, -20), PASSPHRASE)))[1]).toContain('was cut');
    const altered = payload.slice(0, 60) + (payload[60] === 'A' ? 'B' : 'A') + payload.slice(61);
    expect((await refusal(sharing.openLink(altered, PASSPHRASE)))[0]).toBe('damaged');
  });

  it('that was changed by who mends its checksum does not open', async () => {
    const { url } = await sharing.makeLink(sharedWorkflow(), BASE, { sign: false, passphrase: PASSPHRASE });
    for (const at of [0, 20, 40, -1]) {
      const { bytes } = await readPayload('link', payloadOf(url));
      bytes[at < 0 ? bytes.length + at : at] = (bytes.at(at) ?? 0) ^ 1;
      const payload = await writePayload({ sealed: true, bytes });
      expect((await refusal(sharing.openLink(payload, PASSPHRASE)))[0]).toBe('wrong_passphrase');
    }
  });

  it('is refused where it would keep the page busy, or guess easily', async () => {
    const bytes = new Uint8Array(100).fill(255);
    expect((await refusal(sharing.openLink(await writePayload({ sealed: true, bytes }), PASSPHRASE)))[0]).toBe('damaged');
    await expect(sharing.makeLink(sharedWorkflow(), BASE, { sign: false, passphrase: 'short' })).rejects.toMatchObject({
      problem: 'wrong_passphrase',
    });
  });
});

async function bombOf(bytes: number): Promise<Uint8Array<ArrayBuffer>> {
  const zeros = new Uint8Array(1_000_000);
  let left = bytes;
  const stream = new ReadableStream<Uint8Array<ArrayBuffer>>({
    pull(controller) {
      if (left <= 0) controller.close();
      else controller.enqueue(zeros);
      left -= zeros.length;
    },
  });
  return new Uint8Array(await new Response(stream.pipeThrough(new CompressionStream('deflate-raw'))).arrayBuffer());
}
