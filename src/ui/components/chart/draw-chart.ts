import { expressionFunction, parse, View, Warn, type Loader, type TooltipHandler } from 'vega';
import { expressionInterpreter } from 'vega-interpreter';
import { compile, type TopLevelSpec } from 'vega-lite';
import type { JsonObject } from '../../../core/json.ts';
import { chartTheme } from './chart-theme.ts';

export type DrawnChart = { dispose: () => void; picture: () => Promise<Blob> };

const MAX_SEQUENCE = 100_000;
// A drawing that leaves the page does not take the page's font with it.
const EVERYWHERE = 'Arial, Helvetica, sans-serif';

// An expression may count as far as the page can bear, not further.
expressionFunction('sequence', (...parameters: unknown[]) => {
  const [start, stop, step = 1] = parameters.length < 2 ? [0, parameters[0]] : parameters;
  const count = Math.ceil((Number(stop) - Number(start)) / Number(step));
  if (!(count <= MAX_SEQUENCE)) throw new RangeError(`sequence() makes ${count} values; at most ${MAX_SEQUENCE} are allowed`);
  return Array.from({ length: Math.max(0, count) }, (_, index) => Number(start) + index * Number(step));
});

const refuse = (address: unknown): Promise<never> =>
  Promise.reject(new Error(`Charts load nothing: ${String(address).slice(0, 200)} was refused`));

const refusingLoader = { load: refuse, sanitize: refuse, http: refuse, file: refuse } as unknown as Loader;

/**
 * Draws a vetted specification on a canvas inside `container`. Expressions are interpreted, never compiled to code; nothing is
 * loaded and nothing links anywhere. Throws what Vega-Lite has against the specification.
 */
export async function drawChart(
  container: HTMLElement,
  spec: JsonObject,
  dark: boolean,
  tooltip: HTMLElement,
): Promise<DrawnChart> {
  const view = makeView(sized(spec, 'container'), dark, {
    renderer: 'canvas',
    container,
    hover: true,
    tooltip: showTooltip(tooltip),
  });
  await view.runAsync();
  // A form of controls that the specification asked for goes nowhere.
  container.addEventListener('submit', (event) => event.preventDefault());
  return { dispose: () => void view.finalize(), picture: () => pictureOf(view) };
}

export type StaticChart = { dispose: () => void; svg: () => Promise<string>; picture: () => Promise<Blob> };

/** As `drawChart`, without a place in the page: a chart that is as wide as there is room is `width` pixels wide. */
export async function drawStaticChart(spec: JsonObject, dark: boolean, width: number): Promise<StaticChart> {
  const view = makeView(sized(spec, width), dark, { renderer: 'none' }, { font: EVERYWHERE });
  await view.runAsync();
  return { dispose: () => void view.finalize(), svg: () => view.toSVG(), picture: () => pictureOf(view) };
}

function makeView(spec: JsonObject, dark: boolean, options: object, look: JsonObject = {}): View {
  const warnings: string[] = [];
  const compiled = compile(spec as unknown as TopLevelSpec, {
    config: { ...chartTheme(dark), ...look },
    logger: collectingLogger(warnings),
  });
  const runtime = parse(compiled.spec, { events: { bind: 'container', selector: false } } as never, { ast: true });
  return new View(runtime, {
    loader: refusingLoader,
    expr: expressionInterpreter,
    logLevel: Warn,
    logger: collectingLogger(warnings),
    ...options,
  });
}

/** A single view without a width of its own takes the one that there is. */
function sized(spec: JsonObject, width: number | 'container'): JsonObject {
  if (!isSingleView(spec) || spec['width'] !== undefined) return spec;
  return { ...spec, width, autosize: spec['autosize'] ?? { type: 'fit-x', contains: 'padding' } };
}

async function pictureOf(view: View): Promise<Blob> {
  const canvas = await view.toCanvas(2);
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve));
  if (blob === null) throw new Error('The browser could not make a picture of this chart: it is too large.');
  return blob;
}

function isSingleView(spec: JsonObject): boolean {
  return ('mark' in spec || 'layer' in spec) && !facetKeys(spec['encoding']);
}

function facetKeys(encoding: JsonObject[string] | undefined): boolean {
  return typeof encoding === 'object' && encoding !== null && ['row', 'column', 'facet'].some((key) => key in encoding);
}

/** Text only: a tooltip never becomes markup. */
function showTooltip(element: HTMLElement): TooltipHandler {
  return (_handler, event, _item, value) => {
    if (value === null || value === undefined || value === '') {
      element.hidden = true;
      return;
    }
    const lines =
      typeof value === 'object' ? Object.entries(value).map(([key, each]) => `${key}: ${String(each)}`) : [String(value)];
    element.textContent = lines.slice(0, 30).join('\n').slice(0, 2000);
    element.hidden = false;
    const left = Math.min(event.clientX + 14, innerWidth - element.offsetWidth - 8);
    const top = Math.min(event.clientY + 14, innerHeight - element.offsetHeight - 8);
    element.style.transform = `translate(${Math.max(0, left)}px, ${Math.max(0, top)}px)`;
  };
}

function collectingLogger(warnings: string[]) {
  const logger = {
    level: () => logger,
    error: (...parts: unknown[]) => {
      throw new Error(parts.map(String).join(' '));
    },
    warn: (...parts: unknown[]) => {
      warnings.push(parts.map(String).join(' '));
      return logger;
    },
    info: () => logger,
    debug: () => logger,
  };
  return logger as never;
}
