import { ToolInputError } from '../../../../core/app-error.ts';
import type { JsonObject } from '../../../../core/json.ts';
import { bindParameters } from '../../../../core/sql/bind-parameters.ts';
import { parametersOf } from '../../../../core/sql/parameters-of.ts';

/** The workflow as SQL for Athena's console: parameters that have a default are filled in; where one has none, all stay as they are. */
export function sqlScript(code: string, heading: string[], defaults: JsonObject): string {
  const { sql, note } = filled(code, defaults);
  return `${[...heading, ...note].map((line) => `-- ${line}`.trimEnd()).join('\n')}\n\n${sql}\n`;
}

function filled(code: string, defaults: JsonObject): { sql: string; note: string[] } {
  const names = parametersOf(code).map(({ name }) => name);
  if (names.length === 0) return { sql: code, note: [] };
  try {
    const { sql } = bindParameters(code, defaults);
    return { sql, note: [`Filled in with their defaults: ${names.join(', ')}.`] };
  } catch (error) {
    if (!(error instanceof ToolInputError)) throw error;
    return { sql: code, note: [`Fill in before it runs: ${names.join(', ')}.`] };
  }
}
