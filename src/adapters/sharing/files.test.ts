import { describe, expect, it, vi } from 'vitest';
import { sharedBuiltin, sharedWorkflow } from '../../../test/harness/shared-workflow.ts';
import { createMemoryStorage } from '../memory/create-memory-storage.ts';
import { createSharing } from './create-sharing.ts';

vi.setConfig({ testTimeout: 60_000 });

const sharing = await createSharing({ storage: createMemoryStorage() });
const workflow = sharedBuiltin('Monthly Cost Report');
const PASSPHRASE = 'correct horse battery';

const open = (contents: BlobPart, passphrase?: string): ReturnType<typeof sharing.openFile> =>
  sharing.openFile(new Blob([contents]), passphrase);

describe('a workflow file', () => {
  it('is JSON that a person can read, and opens again', async () => {
    const text = await sharing.makeFile(workflow, { sign: false });
    expect(text).toMatch(/^\{\n {2}"kind": "sandbank-workflow",\n {2}"format": 1,\n {2}"workflow": \{\n/u);
    expect(await open(text)).toEqual({ kind: 'open', received: { workflow, signature: { state: 'unsigned' } } });
  });

  it('opens in other spellings of its text', async () => {
    const text = await sharing.makeFile(sharedWorkflow(), { sign: false });
    const units = (littleEndian: boolean): ArrayBuffer => {
      const marked = `\ufeff${text}`;
      const view = new DataView(new ArrayBuffer(marked.length * 2));
      for (let at = 0; at < marked.length; at += 1) view.setUint16(at * 2, marked.charCodeAt(at), littleEndian);
      return view.buffer;
    };
    const compact = JSON.stringify(JSON.parse(text));
    for (const contents of [`\ufeff${text}`, units(true), units(false), units(true).slice(2), compact, `\r\n ${text}`])
      expect(await open(contents)).toMatchObject({ kind: 'open', received: { workflow: sharedWorkflow() } });
  });

  it('can be closed by a passphrase', async () => {
    const text = await sharing.makeFile(workflow, { sign: false, passphrase: PASSPHRASE });
    expect(text).not.toContain(workflow.name);
    expect(await open(text)).toEqual({ kind: 'locked' });
    expect(await open(text, PASSPHRASE)).toMatchObject({ kind: 'open', received: { workflow } });
    await expect(open(text, 'another horse battery')).rejects.toMatchObject({ problem: 'wrong_passphrase' });
    await expect(open(text.replace(/\.[\w-]{30}/u, '.'), PASSPHRASE)).rejects.toMatchObject({
      problem: 'damaged',
      message: expect.stringContaining('This file was cut') as unknown,
    });
  });

  it.each<[string, BlobPart, string, string]>([
    ['HTML', '\n<!DOCTYPE html><title>Sign in</title>', 'not_a_share', 'a web page (HTML)'],
    ['HTML without a head', '<html><body>"sandbank-workflow"</body></html>', 'not_a_share', 'a web page (HTML)'],
    ['a link as text', '<https://sandbank.example/#/open/1.20.abc>', 'not_a_share', 'a link to a workflow'],
    ['a shortcut', '[InternetShortcut]\r\nURL=https://a.b/#/open/1.2.a', 'not_a_share', 'a shortcut to an address'],
    ['an archive', new Uint8Array([0x50, 0x4b, 3, 4, 20, 0]), 'not_a_share', 'a ZIP archive. If it is a back-up'],
    ['gzip', new Uint8Array([0x1f, 0x8b, 8, 0]), 'not_a_share', 'compressed by gzip'],
    ['a PDF', '%PDF-1.7', 'not_a_share', 'a PDF'],
    ['a notebook', '{"cells": [], "nbformat": 4}', 'not_a_share', 'a Jupyter notebook'],
    ['other JSON', '{"name": "x"}', 'not_a_share', 'JSON, but no workflow'],
    ['a list', '[1, 2]', 'not_a_share', 'JSON, but no workflow'],
    ['Python', '"""Report."""\nimport json\n', 'not_a_share', 'code, as it seems of Python'],
    ['JavaScript', 'const a = 1;', 'not_a_share', 'code, as it seems of JavaScript'],
    ['SQL', 'SELECT 1', 'not_a_share', 'code, as it seems of SQL'],
    ['CSV', 'a,b\n1,2\n', 'not_a_share', 'text, but no workflow'],
    ['nothing', '', 'not_a_share', 'is empty'],
    ['white space', ' \n\t ', 'not_a_share', 'nothing but white space'],
    ['binary', new Uint8Array([1, 2, 200, 255, 0, 254]), 'not_a_share', 'no text'],
    ['binary that begins as text', new Uint8Array([0x7b, 1, 2, 3, 0xff]), 'not_a_share', 'no text'],
    ['JSON that was cut', '{"kind": "sandbank-workflow", "for', 'damaged', 'cut or altered'],
    ['JSON of nothing', '{"a": ', 'damaged', 'no JSON'],
    ['a newer file', '{"kind": "sandbank-workflow", "format": 2, "parts": []}', 'newer_format', 'Update'],
    ['a file of no format', '{"kind": "sandbank-workflow"}', 'wrong_content', 'format'],
    [
      'a file of more',
      '{"kind": "sandbank-workflow", "format": 1, "locked": "1e.1.A.0", "workflow": {}}',
      'wrong_content',
      'beside',
    ],
    ['a file without a workflow', '{"kind": "sandbank-workflow", "format": 1}', 'wrong_content', 'must have'],
    ['a large file', `{"a": "${'x'.repeat(8_000_000)}"}`, 'too_large', '8.0 MB'],
    ['deep JSON', '['.repeat(100_000), 'wrong_content', '200 levels'],
  ])('is not %s, and that is said', async (_what, contents, problem, told) => {
    await expect(open(contents)).rejects.toMatchObject({
      name: 'ShareError',
      problem,
      message: expect.stringContaining(told) as unknown,
    });
  });

  it('is refused with what would be dropped, or not be seen', async () => {
    const text = await sharing.makeFile(sharedWorkflow(), { sign: false });
    for (const [from, to] of [
      ['"params_schema": {', '"params_schema": {"__proto__": {"x": 1},'],
      ['"name": "Cost', '"name": "Cost\\u202e'],
      ['"version": 3', '"version": 1e999'],
      ['print(json', '\\ud800'],
    ] as const) {
      expect(text).toContain(from);
      await expect(open(text.replace(from, to))).rejects.toMatchObject({ problem: 'wrong_content' });
    }
  });
});
