import { z } from 'zod';
import type { JsonObject } from '../core/json.ts';
import { limitsSchema } from '../core/limits.ts';
import { languageSchema, MAX_CODE } from '../core/run.ts';

function firstBadLine(text: string): number {
  let line = 1;
  for (const each of text.split('\n')) {
    if (!each.isWellFormed()) return line;
    line += 1;
  }
  return line;
}

/** Fields that several tools take, described once for a person and for a model. */
export const codeField = z
  .string()
  .max(MAX_CODE)
  .superRefine((code, context) => {
    if (code.isWellFormed()) return;
    context.addIssue({
      code: 'custom',
      message: `text in which every character is whole: line ${firstBadLine(code)} holds half of a surrogate pair; delete or retype that character`,
    });
  })
  .describe('The source text, whole: a run knows nothing of the runs before it but the workspace files.');

export const languageField = languageSchema.describe('The language of the code: "python", "javascript" or "sql".');

export const paramsField = (z.record(z.string(), z.json()) as z.ZodType<JsonObject>).describe(
  'Inputs of the code, a JSON object: `params` in Python and JavaScript; in SQL `:name`, `${name}`, `{{name}}`, `$1` and `?` (the ' +
    'parameters "1", "2", …), each a literal, a table name or a condition as its place asks.',
);

export const connectionField = z
  .string()
  .min(1)
  .describe(
    'The id of the connection that queries go to, as list_connections gives it ("sample", "local", "athena"); the selected one where left out.',
  );

const { minValue: MIN_SECONDS, maxValue: MAX_SECONDS } = limitsSchema.shape.timeout_s.unwrap();

export const timeoutField = limitsSchema.shape.timeout_s
  .unwrap()
  .describe(
    `Seconds that the code may run, from its first instruction: any number from ${MIN_SECONDS} to ${MAX_SECONDS}, whole or not; ` +
      'the limit of the settings (30 at first) where none is named.',
  );
