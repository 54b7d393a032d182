import { useRef } from 'react';
import { afterEach, describe, expect, it } from 'vitest';
import { page } from 'vitest/browser';
import { mount } from '../../../../test/harness/mount.tsx';
import type { Run } from '../../../core/run.ts';
import { LiveRun } from './live-run.ts';
import type { OutputBlocks } from './output-blocks.ts';
import { OutputText } from './output-text.tsx';
import { RunOutput } from './run-output.tsx';
import { viewOfRun } from './run-view.ts';
import { useFollowEnd } from './use-follow-end.ts';

let unmount = () => {};
afterEach(() => unmount());

function run(patch: Partial<Run>): Run {
  return {
    run_id: 'run-1',
    language: 'python',
    runtime: 'x',
    connection: 'sample',
    code: '',
    params: {},
    status: 'succeeded',
    stdout: '',
    stderr: '',
    output_truncated: false,
    result: null,
    displays: [],
    files: [],
    error: null,
    started_at: '2026-11-20T00:00:00.000Z',
    duration_ms: 5,
    calls: [],
    ...patch,
  };
}

function show(patch: Partial<Run>): HTMLElement {
  const mounted = mount(<RunOutput view={viewOfRun(run(patch))} />);
  ({ unmount } = mounted);
  return mounted.box;
}

describe('tabs', () => {
  it('are those that have something, by their exact names', async () => {
    show({ stdout: 'hi\n' });
    await expect.element(page.getByRole('tab', { name: 'Output', exact: true })).toBeVisible();
    expect(page.getByRole('tab').elements()).toHaveLength(1);
  });
  it('name what a run gave, also where there are several', async () => {
    const table = {
      kind: 'table' as const,
      columns: [{ name: 'a', type: 'BIGINT' }],
      rows: [[1]],
      row_count: 1,
      truncated: false,
    };
    show({
      displays: [table, table, { kind: 'chart', spec: { mark: 'bar' } }],
      files: [{ path: 'data/a.csv', bytes: 1, media_type: 'text/csv' }],
      result: 5,
      calls: [{ service: 'engine', operation: 'query', status: 'succeeded', duration_ms: 1 }],
    });
    for (const name of ['Output', 'Tables', 'Charts', 'Files', 'Result', 'Calls'])
      await expect.element(page.getByRole('tab', { name, exact: true })).toBeVisible();
    await expect.element(page.getByRole('tab', { name: 'Tables', exact: true })).toHaveAttribute('aria-selected', 'true');
  });
});

describe('hostile output', () => {
  const html = '<img src=x onerror="outputPwned=1"><svg onload="outputPwned=1">';

  it('is text wherever it comes from', async () => {
    const box = show({
      status: 'failed',
      stdout: html,
      stderr: html,
      error: { type: html, message: html, traceback: `${html}\n${html}` },
      displays: [{ kind: 'json', title: html, value: { [html]: html } }],
    });
    await expect.poll(() => box.textContent).toContain('onerror');
    expect(box.querySelector('img, svg[onload], .sb-output img')).toBeNull();
    expect('outputPwned' in globalThis).toBe(false);
  });

  it('shows only pictures that carry no script', async () => {
    const svg = { kind: 'image', media_type: 'image/svg+xml', data: btoa('<svg onload="outputPwned=1"/>') } as const;
    const escaping = { kind: 'image', media_type: 'image/png', data: 'x"><script>' } as const;
    const box = show({ displays: [svg, escaping] });
    await expect.poll(() => box.textContent).toContain('not shown');
    expect(box.querySelector('img')).toBeNull();
  });

  it('names files so that they cannot pass for another kind', async () => {
    const box = show({ files: [{ path: 'data/invoice\u202egpj.exe', bytes: 1, media_type: 'x/y' }] });
    await expect.element(page.getByRole('tab', { name: 'Files', exact: true })).toBeVisible();
    await page.getByRole('tab', { name: 'Files', exact: true }).click();
    await expect.poll(() => box.textContent).toContain('invoice‹U+202E›gpj.exe');
  });
});

function GrowingText({ blocks }: { blocks: OutputBlocks }) {
  const scroller = useRef<HTMLDivElement>(null);
  useFollowEnd(scroller, true);
  return (
    <div className="growing" style={{ height: 200, overflow: 'auto' }} ref={scroller}>
      <OutputText blocks={blocks} live />
    </div>
  );
}

describe('live text', () => {
  it('draws a megabyte that comes in pieces without losing a character, and follows its end', async () => {
    const live = new LiveRun();
    const piece = `${'x'.repeat(99)}\n`.repeat(100);
    for (let part = 0; part < 100; part += 1)
      live.apply({ run_id: 'r', type: part % 10 === 9 ? 'stderr' : 'stdout', text: piece });
    await expect.poll(() => live.view().sections.length).toBe(1);
    const section = live.view().sections[0];
    if (section?.kind !== 'text') throw new Error('expected printed text');
    const mounted = mount(<GrowingText blocks={section.blocks} />);
    ({ unmount } = mounted);
    await expect.poll(() => mounted.box.textContent?.length, { timeout: 30_000 }).toBe(piece.length * 100);
    await expect.poll(() => mounted.box.querySelectorAll('[data-stream="stderr"]').length).toBeGreaterThan(0);
    const element = mounted.box.querySelector('.growing');
    await expect.poll(() => element !== null && element.scrollHeight - element.scrollTop - element.clientHeight < 30).toBe(true);
    if (element !== null) element.scrollTop = 0;
    await new Promise(requestAnimationFrame);
    section.blocks.push('stdout', 'one more line\n');
    await expect.poll(() => mounted.box.textContent?.endsWith('one more line\n')).toBe(true);
    expect(element?.scrollTop).toBe(0);
  });

  it('keeps what was shown live where the record agrees, and draws the record where it does not', async () => {
    const live = new LiveRun();
    live.apply({ run_id: 'run-1', type: 'stdout', text: 'a\n' });
    live.apply({ run_id: 'run-1', type: 'stderr', text: 'b\n' });
    live.apply({ run_id: 'run-1', type: 'stdout', text: 'c\n' });
    live.finish(run({ stdout: 'a\nc\n', stderr: 'b\n' }));
    const [section] = live.view().sections;
    expect(section?.kind === 'text' && section.blocks.text()).toBe('a\nb\nc\n');

    const other = new LiveRun();
    other.apply({ run_id: 'run-1', type: 'stdout', text: 'a\n' });
    other.finish(run({ stdout: 'a\nand what was missed\n' }));
    const [redrawn] = other.view().sections;
    expect(redrawn?.kind === 'text' && redrawn.blocks.text()).toBe('a\nand what was missed\n');
  });
});
