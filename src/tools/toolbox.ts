import { z } from 'zod';
import { NotFoundError, ToolInputError } from '../core/app-error.ts';
import { suggestion } from './near-names.ts';
import { parseInput } from './parse-input.ts';
import { tools } from './registry.ts';
import type { CallOptions, Tool, ToolContext, ToolDescription } from './tool.ts';
import type { ToolName } from './tool-types.ts';

/** The one way in: the interface, the chat, the console and an embedding page all call this. */
export type Toolbox = {
  /**
   * Rejects only where there is no answer: `ToolInputError`, `NotFoundError`, `QueryError`, `PolicyError`, `StorageError`, or an
   * `AbortError` where `signal` ended a call that is no run.
   */
  call(name: string, input: unknown, options?: CallOptions): Promise<unknown>;
};

/** Every tool with its name, description and JSON Schema (2020-12). */
export function describeTools(): ToolDescription[] {
  return Object.values(tools).map((tool) => ({
    name: tool.name,
    description: tool.description,
    inputSchema: plainSchema(tool.input),
  }));
}

/**
 * Without references and unions, which some models' providers refuse: a value that may be any JSON is left open, an integer without a limit has
 * none. What the schema says less, the tool checks.
 */
function plainSchema(input: z.ZodType): Record<string, unknown> {
  const {
    $schema: _,
    $defs: __,
    ...schema
  } = z.toJSONSchema(input, {
    io: 'input',
    override({ jsonSchema }) {
      if (jsonSchema.propertyNames !== undefined) {
        delete jsonSchema.propertyNames;
        jsonSchema.additionalProperties = {};
      }
      if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum;
    },
  });
  return schema;
}

export function createToolbox(context: ToolContext): Toolbox {
  return {
    async call(name, input, options = {}) {
      const tool = find(name);
      checkOptions(name, options);
      return await tool.execute(parseInput(tool, input), context, options);
    },
  };
}

/** A signal of an embedding page's realm is one too: it is known by what it can do. */
function isSignal(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'aborted' in value && 'addEventListener' in value;
}

type GivenOptions = { [Name in keyof CallOptions]?: unknown };

function checkOptions(name: string, { signal, onEvent, confirmChanges, confirmAws }: GivenOptions): void {
  if (signal !== undefined && !isSignal(signal)) {
    throw new ToolInputError(`${name}: options.signal: wants an AbortSignal, such as new AbortController().signal`);
  }
  if (onEvent !== undefined && typeof onEvent !== 'function') {
    throw new ToolInputError(`${name}: options.onEvent: wants a function that takes an event`);
  }
  if (confirmChanges !== undefined && typeof confirmChanges !== 'function') {
    throw new ToolInputError(
      `${name}: options.confirmChanges: wants a function that takes changes and answers a promise of true or false`,
    );
  }
  if (confirmAws !== undefined && typeof confirmAws !== 'function') {
    throw new ToolInputError(`${name}: options.confirmAws: wants a function that answers a promise of true or false`);
  }
}

function find(name: string): Tool {
  const names = Object.keys(tools);
  if (typeof name === 'string' && Object.hasOwn(tools, name)) return tools[name as ToolName];
  throw new NotFoundError(`There is no tool "${String(name).slice(0, 100)}". ${suggestion(String(name), names, 'tools')}`);
}
