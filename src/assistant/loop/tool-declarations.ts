import type { LanguageModelV4FunctionTool } from '@ai-sdk/provider';
import { describeTools } from '../../tools/toolbox.ts';
import { isTool, needsCodeExecution } from './tool-policy.ts';

type Schema = LanguageModelV4FunctionTool['inputSchema'];

/** The tools as a model is told of them. Without code execution, those that do nothing else are not offered. */
export function toolDeclarations(codeExecution: boolean): LanguageModelV4FunctionTool[] {
  return describeTools()
    .filter(({ name }) => codeExecution || !isTool(name) || !needsCodeExecution(name))
    .map(({ name, description, inputSchema }) => ({
      type: 'function',
      name,
      description,
      inputSchema: plainSchema(inputSchema) as Schema,
    }));
}

/** Keywords that some providers refuse, and that tell a model nothing. What they demand is checked when the call is made. */
const LEFT_OUT = new Set(['$schema', '$defs', 'propertyNames', 'maxLength', 'minLength', 'pattern']);

/** The schema without references (a field that may hold any JSON is left open) and without keywords that providers trip over. */
function plainSchema(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(plainSchema);
  if (typeof schema !== 'object' || schema === null) return schema;
  const kept = Object.entries(schema).flatMap(([key, value]): [string, unknown][] => {
    if (key === 'properties')
      return [[key, Object.fromEntries(Object.entries(value as object).map(([name, each]) => [name, plainSchema(each)]))]];
    if (LEFT_OUT.has(key) || (key === 'maximum' && value === Number.MAX_SAFE_INTEGER)) return [];
    if (isReference(value)) return key === 'additionalProperties' ? [[key, true]] : [[key, {}]];
    return [[key, plainSchema(value)]];
  });
  return Object.fromEntries(kept);
}

function isReference(value: unknown): boolean {
  return typeof value === 'object' && value !== null && '$ref' in value;
}
