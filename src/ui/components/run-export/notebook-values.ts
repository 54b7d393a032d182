import type { Json, JsonObject } from '../../../core/json.ts';
import type { LanguageId } from '../../../core/run.ts';
import { visibleText } from '../visible-text.ts';

/** Text of others in Markdown, on one line, with every sign that Markdown, HTML or mathematics would take for its own escaped. */
export function markdownText(text: string): string {
  return visibleText(text.replaceAll(/\s+/gu, ' ')).replaceAll(/[!-/:-@[-`{-~]/gu, String.raw`\$&`);
}

/** The code that gives `params` to the code of a run; of SQL, which has no variables, a comment. */
export function paramsCode(language: LanguageId, params: JsonObject): string {
  switch (language) {
    case 'python':
      return `params = ${pythonValue(params)}`;
    case 'javascript':
      return `const params = ${JSON.stringify(params, null, 2)};`;
    case 'sql':
      return JSON.stringify({ params }, null, 2)
        .split('\n')
        .map((line) => `-- ${line}`)
        .join('\n');
  }
}

function pythonValue(value: Json, indent = ''): string {
  if (value === null) return 'None';
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  if (typeof value !== 'object') return JSON.stringify(value);
  const inner = `${indent}    `;
  const items = Array.isArray(value)
    ? value.map((item) => pythonValue(item, inner))
    : Object.entries(value).map(([key, item]) => `${JSON.stringify(key)}: ${pythonValue(item, inner)}`);
  const [open, close] = Array.isArray(value) ? ['[', ']'] : ['{', '}'];
  if (items.length === 0) return open + close;
  return `${open}\n${items.map((item) => `${inner}${item},\n`).join('')}${indent}${close}`;
}

// What another program would have to compute: it is not known how well it guards itself against a stranger's expressions.
const COMPUTED = new Set([
  'expr',
  'signal',
  'calculate',
  'test',
  'labelExpr',
  'params',
  'selection',
  'bind',
  'update',
  'events',
  'on',
]);

/** Whether a filter is an expression, or puts some together by and, or, not. */
function holdsText(filter: Json): boolean {
  if (typeof filter === 'string') return true;
  if (typeof filter !== 'object' || filter === null) return false;
  if (Array.isArray(filter)) return filter.some(holdsText);
  return ['and', 'or', 'not'].some((word) => Object.hasOwn(filter, word) && holdsText(filter[word] ?? null));
}

/** Whether a chart's specification holds expressions, which the program that opens it would evaluate. */
export function computes(spec: Json): boolean {
  const waiting: Json[] = [spec];
  for (let value = waiting.pop(); value !== undefined; value = waiting.pop()) {
    if (typeof value !== 'object' || value === null) continue;
    if (!Array.isArray(value)) {
      for (const [key, item] of Object.entries(value))
        if (COMPUTED.has(key) || (key === 'filter' && holdsText(item))) return true;
    }
    for (const item of Object.values(value)) if (typeof item === 'object' && item !== null) waiting.push(item);
  }
  return false;
}
