import { afterEach, describe, expect, it } from 'vitest';
import { loader } from 'vega';
import { mount } from '../../../../test/harness/mount.tsx';
import type { Json } from '../../../core/json.ts';
import { ChartView } from './chart-view.tsx';
import { drawChart } from './draw-chart.ts';

declare global {
  var chartPwned: number | undefined;
}

let unmount = () => {};
afterEach(() => {
  unmount();
  globalThis.chartPwned = undefined;
});

function show(spec: Json): HTMLElement {
  const mounted = mount(<ChartView title="Costs" spec={spec} />);
  ({ unmount } = mounted);
  return mounted.box;
}

const drawn = (box: HTMLElement) => box.querySelector('canvas') !== null;
const problem = (box: HTMLElement) => box.textContent ?? '';
const settle = () => new Promise((resolve) => setTimeout(resolve, 400));
const requested = (mark: string) => performance.getEntriesByType('resource').filter((entry) => entry.name.includes(mark)).length;
const values = [
  { service: 'EC2', cost: 5 },
  { service: 'S3', cost: 2 },
];
const bar = { mark: 'bar', data: { values }, encoding: { x: { field: 'service' }, y: { field: 'cost', type: 'quantitative' } } };

describe('a chart', () => {
  it('is drawn, and named for a screen reader', async () => {
    const box = show(bar);
    await expect.poll(() => drawn(box)).toBe(true);
    await expect.poll(() => box.querySelector('[role="img"]')?.getAttribute('aria-label')).toBe('Costs');
  });
  it('says what is wrong with a specification, and shows it', async () => {
    const box = show({ mark: 'nonsense', data: { values } });
    await expect.poll(() => problem(box)).toContain('could not be drawn');
    expect(problem(box)).toContain('"nonsense"');
  });
  it('says where to look when the library stumbles over a specification', async () => {
    const box = show({ mark: null, data: { values } });
    await expect.poll(() => problem(box)).toMatch(/could not be drawn: check mark, encoding and data\. \(.+\)/u);
  });
});

describe('a chart that would load something', () => {
  it('could, with the library as it comes', async () => {
    await loader()
      .load('/canary-chart-control')
      .catch(() => undefined);
    expect(requested('canary-chart-control')).toBeGreaterThan(0);
  });

  const loading: [string, Json][] = [
    ['data.url', { ...bar, data: { url: '/canary-chart' } }],
    [
      'a lookup',
      { ...bar, transform: [{ lookup: 'service', from: { data: { url: '/canary-chart' }, key: 'a', fields: ['b'] } }] },
    ],
    ['an image mark', { mark: { type: 'image', url: '/canary-chart' }, data: { values } }],
    ['an image by field', { mark: 'image', data: { values: [{ at: '/canary-chart' }] }, encoding: { url: { field: 'at' } } }],
  ];
  it.each(loading)('is refused: %s', async (_name, spec) => {
    const box = show(spec);
    await expect.poll(() => problem(box)).toContain('could not be drawn');
    await settle();
    expect(requested('canary-chart')).toBe(requested('canary-chart-control'));
  });

  it('is refused by the drawing itself, should a specification pass unvetted', async () => {
    const box = document.createElement('div');
    document.body.append(box);
    const tooltip = document.createElement('div');
    const before = requested('canary-unvetted');
    for (const [, spec] of loading) {
      const unvetted = JSON.parse(JSON.stringify(spec).replaceAll('canary-chart', 'canary-unvetted'));
      await drawChart(box, unvetted, false, tooltip).catch(() => undefined);
    }
    await settle();
    expect(requested('canary-unvetted')).toBe(before);
    box.remove();
  });
});

describe('expressions', () => {
  // CVE-2025-59840: a method of a global that turns text into a call; CVE-2025-66648: code by way of setdata and an event's view.
  const hostile = [
    "constructor.constructor('chartPwned=1')()",
    "event.view.eval('chartPwned=1')",
    "item.context.dataflow.constructor.constructor('chartPwned=1')()",
    "toString.constructor('chartPwned=1')()",
    '{toString: event.view.VEGA_DEBUG.vega.CanvasHandler.prototype.on, eventName: event.view.console.log}+1',
    "modify('data', setdata('source_0', [{a: event.view.setTimeout('chartPwned=1')}]))",
    "datum.constructor.constructor('chartPwned=1')()",
    'sequence(1e10)',
    'window.chartPwned = 1',
    "replace('x', /x/, event.view.eval)",
  ];
  it.each(hostile)('do not run as code: %s', async (expr) => {
    const params: Json = [
      { name: 'p', expr },
      { name: 'q', value: 1 },
    ];
    const specs: Json[] = [
      { ...bar, params },
      { ...bar, transform: [{ calculate: expr, as: 'x' }] },
      { ...bar, mark: { type: 'bar', tooltip: { expr } } },
    ];
    for (const spec of specs) {
      const box = show(spec);
      await expect.poll(() => drawn(box) || problem(box).includes('could not be drawn'), { timeout: 30_000 }).toBe(true);
      const canvas = box.querySelector('canvas');
      const place = canvas?.getBoundingClientRect();
      for (const type of ['pointermove', 'mousemove', 'pointerover', 'mouseover', 'click'])
        canvas?.dispatchEvent(
          new MouseEvent(type, { bubbles: true, clientX: (place?.x ?? 0) + 200, clientY: (place?.y ?? 0) + 100 }),
        );
      await new Promise((resolve) => setTimeout(resolve, 50));
      expect(globalThis.chartPwned).toBeUndefined();
      unmount();
    }
  });
});

describe('what a chart puts into the page', () => {
  it('is a canvas and its own controls: no link, no markup from data', async () => {
    const html = '<img src=x onerror="chartPwned=1">';
    const box = show({
      ...bar,
      title: { text: html },
      data: { values: [{ service: html, cost: 1 }] },
      params: [{ name: 'p', value: html, bind: { input: 'text', name: html } }],
    });
    await expect.poll(() => drawn(box)).toBe(true);
    await settle();
    expect(box.querySelector('a, img, iframe, script, style, svg image')).toBeNull();
    expect(globalThis.chartPwned).toBeUndefined();
  });
  it('is refused with a link', async () => {
    const box = show({ ...bar, encoding: { ...bar.encoding, href: { value: 'javascript:chartPwned=1' } } });
    await expect.poll(() => problem(box)).toContain('is a link');
  });
});
