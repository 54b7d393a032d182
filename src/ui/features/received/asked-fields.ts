import type { Json } from '../../../core/json.ts';
import { paramFields, type ParamField } from '../../components/params-form/params-schema.ts';
import { visibleText } from '../../components/visible-text.ts';

const MAX_FIELDS = 50;
const MAX_CHOICES = 200;
const MAX_NAME = 80;
const MAX_DESCRIPTION = 300;

/**
 * The parameters of a stranger's workflow, as they are asked for: each under its own name in quotes, so that no question looks like
 * one of the app, and cut where they are many or long. `left` are those past the first 50, which have the code's own defaults.
 */
export function askedFields(schema: Json | undefined): { fields: ParamField[]; left: number } {
  const all = paramFields(schema);
  return { fields: all.slice(0, MAX_FIELDS).map(quoted), left: Math.max(0, all.length - MAX_FIELDS) };
}

function quoted(field: ParamField): ParamField {
  const { description, choices, ...rest } = field;
  return {
    ...rest,
    label: `“${cut(field.name, MAX_NAME)}”`,
    ...(description === undefined ? {} : { description: `“${cut(description, MAX_DESCRIPTION)}”` }),
    ...(choices === undefined ? {} : { choices: choices.slice(0, MAX_CHOICES) }),
  };
}

/** Shown whole, or with an ellipsis after so many characters. */
export function cut(text: string, max: number): string {
  return text.length > max ? `${visibleText(text.slice(0, max).toWellFormed())} …` : visibleText(text);
}
