import type { JsonObject } from '../../core/json.ts';

/** A JSON Schema of parameters, in the order in which a form asks for them. */
export function schema(properties: Record<string, JsonObject>): JsonObject {
  return { type: 'object', properties };
}

export const month = {
  type: 'string',
  title: 'Month',
  pattern: '^\\d{4}-(0[1-9]|1[0-2])$',
  description: 'YYYY-MM; the last full one of the data where left out.',
};

export const currency = {
  type: 'string',
  title: 'Currency',
  pattern: '^[A-Z]{3}$',
  description: 'Such as USD; the one that most lines are in where left out. Currencies are never mixed.',
};

export const tag = {
  type: 'string',
  title: 'Tag',
  default: 'user_team',
  description: 'The key in resource_tags, such as user_team.',
};

export const accountNames = {
  type: 'object',
  title: 'Account names',
  additionalProperties: { type: 'string' },
  description: 'Names for account ids: {"210020003001": "Web shop"}. Without one, the name in the report is used, else the id.',
};
