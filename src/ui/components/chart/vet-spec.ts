import type { Json, JsonObject } from '../../../core/json.ts';

export type VettedSpec = { ok: true; spec: JsonObject } | { ok: false; problem: string };

const MAX_DEPTH = 60;
const MAX_SEQUENCE = 100_000;

// Keys by which a specification would load something, lead somewhere, or reach outside of its own drawing.
const LOADING = new Set(['url', 'href', 'loader', 'baseURL']);

/**
 * A Vega-Lite specification that a run gave, made fit to be drawn: it can load nothing (`data.url`, image marks), links nowhere
 * (`href`), puts no control elsewhere in the page (`bind.element`), and makes no endless sequence. The answer is a copy.
 */
export function vetSpec(raw: Json): VettedSpec {
  if (typeof raw !== 'object' || raw === null || Array.isArray(raw))
    return { ok: false, problem: 'A chart needs a Vega-Lite specification: an object with "mark" and "encoding".' };
  const schema = raw['$schema'];
  if (typeof schema === 'string' && !schema.includes('vega-lite'))
    return {
      ok: false,
      problem: `"$schema" is ${schema}; charts take Vega-Lite. Leave "$schema" out, or name a vega-lite schema.`,
    };
  if ('marks' in raw && !('mark' in raw))
    return { ok: false, problem: 'This is a Vega specification ("marks"); charts take Vega-Lite ("mark" and "encoding").' };
  try {
    return { ok: true, spec: copyObject(raw, '', 0) };
  } catch (error) {
    if (error instanceof SpecProblem) return { ok: false, problem: error.message };
    throw error;
  }
}

class SpecProblem extends Error {}

function copyObject(value: JsonObject, path: string, depth: number): JsonObject {
  if (depth > MAX_DEPTH)
    throw new SpecProblem(`The specification is more than ${MAX_DEPTH} levels deep at ${path}; make it flatter.`);
  const copy: JsonObject = {};
  for (const [key, each] of Object.entries(value)) {
    const here = path === '' ? key : `${path}.${key}`;
    // Rows are data, whatever their columns are called; they are not walked.
    if (isRows(key, here, each)) setOwn(copy, key, each);
    else if (LOADING.has(key)) throw new SpecProblem(refusal(key, here));
    else if (key === 'sequence') setOwn(copy, key, sequence(each, here));
    else if (!(key === 'element' && path.endsWith('bind'))) setOwn(copy, key, copyValue(each, here, depth + 1));
  }
  return copy;
}

function copyValue(value: Json, path: string, depth: number): Json {
  if (Array.isArray(value)) {
    if (depth > MAX_DEPTH)
      throw new SpecProblem(`The specification is more than ${MAX_DEPTH} levels deep at ${path}; make it flatter.`);
    return value.map((each, index) => copyValue(each, `${path}[${index}]`, depth + 1));
  }
  return typeof value === 'object' && value !== null ? copyObject(value, path, depth) : value;
}

/** `data.values`, and what `datasets` holds by name. */
function isRows(key: string, path: string, value: Json): boolean {
  return (
    Array.isArray(value) &&
    ((key === 'values' && /(?:^|\.)(?:data|from\.data)\.values$/u.test(path)) || /^datasets\.[^.]*$/u.test(path))
  );
}

function setOwn(object: JsonObject, key: string, value: Json): void {
  Object.defineProperty(object, key, { value, enumerable: true, configurable: true, writable: true });
}

function refusal(key: string, path: string): string {
  if (key === 'href') return `"${path}" is a link; charts have none. Leave it out.`;
  return `"${path}" would load something; charts load nothing. Query the rows in code and put them in "data": {"values": […]}.`;
}

function sequence(value: Json, path: string): Json {
  const { start, stop, step } = typeof value === 'object' && value !== null && !Array.isArray(value) ? value : {};
  const count = (Number(stop) - Number(start ?? 0)) / Number(step ?? 1);
  if (!(Math.abs(count) <= MAX_SEQUENCE))
    throw new SpecProblem(`"${path}" makes ${count} rows; at most ${MAX_SEQUENCE} are drawn. Make the step larger.`);
  return value;
}
