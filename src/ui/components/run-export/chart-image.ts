import type { Json } from '../../../core/json.ts';
import { toBase64 } from '../../../tools/base64.ts';
import { drawStaticChart, type StaticChart } from '../chart/draw-chart.ts';
import { vetSpec } from '../chart/vet-spec.ts';
import { errorMessage } from '../error-message.ts';

/** Addresses of kind `data:`. `dark` is for a dark page, where it is another picture. */
export type ChartImage = { ok: true; light: string; dark?: string } | { ok: false; problem: string };

const WIDTH = 720;
const MAX_SVG = 1_000_000;

// What Vega draws with. A drawing with anything else in it, or with what could lead somewhere, becomes a picture of pixels.
const DRAWING = new Set([
  'svg',
  'g',
  'path',
  'text',
  'tspan',
  'rect',
  'line',
  'defs',
  'clipPath',
  'linearGradient',
  'radialGradient',
  'stop',
  'mask',
  'pattern',
]);
const LEADING = /\s(?:on\w+|(?:[\w-]+:)?href)\s*=/iu;

/** A chart drawn for an `<img>`, which runs nothing and loads nothing. */
export async function chartImage(spec: Json): Promise<ChartImage> {
  return await drawn(spec, async (light, draw) => {
    const svg = await light.svg();
    if (!isPlainDrawing(svg)) return { ok: true, light: await pixels(light) };
    const dark = await draw(true);
    const other = await dark.svg();
    return { ok: true, light: svgAddress(svg), ...(isPlainDrawing(other) ? { dark: svgAddress(other) } : {}) };
  });
}

/** A chart as a PNG. */
export async function chartPng(spec: Json): Promise<ChartImage> {
  return await drawn(spec, async (light) => ({ ok: true, light: await pixels(light) }));
}

type Draw = (dark: boolean) => Promise<StaticChart>;

async function drawn(spec: Json, takeFrom: (light: StaticChart, draw: Draw) => Promise<ChartImage>): Promise<ChartImage> {
  const vetted = vetSpec(spec);
  if (!vetted.ok) return vetted;
  const charts: StaticChart[] = [];
  const draw: Draw = async (dark) => {
    const chart = await drawStaticChart(vetted.spec, dark, WIDTH);
    charts.push(chart);
    return chart;
  };
  try {
    return await takeFrom(await draw(false), draw);
  } catch (error) {
    return { ok: false, problem: errorMessage(error) };
  } finally {
    for (const chart of charts) chart.dispose();
  }
}

function isPlainDrawing(svg: string): boolean {
  if (svg.length > MAX_SVG || LEADING.test(svg)) return false;
  return [...svg.matchAll(/<\/?([^\s>/]*)/gu)].every(([, tag = '']) => DRAWING.has(tag));
}

function svgAddress(svg: string): string {
  return `data:image/svg+xml;base64,${toBase64(new TextEncoder().encode(svg))}`;
}

async function pixels(chart: StaticChart): Promise<string> {
  const picture = await chart.picture();
  return `data:image/png;base64,${toBase64(new Uint8Array(await picture.arrayBuffer()))}`;
}
