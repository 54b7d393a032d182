import type { SharedWorkflow } from '../../src/core/share/shared-workflow.ts';
import { builtinWorkflows } from '../../src/tools/builtins/registry.ts';

/** A built-in workflow as one would send it. */
export function sharedBuiltin(name: string, over: Partial<SharedWorkflow> = {}): SharedWorkflow {
  const builtin = builtinWorkflows.find((each) => each.name === name);
  if (builtin === undefined) throw new Error(`there is no built-in workflow ${name}`);
  const { description, tags, language, code, params_schema } = builtin;
  return sharedWorkflow({
    name,
    description,
    tags,
    language,
    code,
    ...(params_schema === undefined ? {} : { params_schema }),
    ...over,
  });
}

export function sharedWorkflow(over: Partial<SharedWorkflow> = {}): SharedWorkflow {
  return {
    format: 1,
    origin: 'AAAAAAAAAAAAAAAAAAAAAA',
    name: 'Cost by team',
    description: 'Cost by team and month, for the “Zürich” call.\nSecond line.',
    tags: ['cost', 'team'],
    language: 'python',
    code: 'import json\n\nprint(json.dumps({"total": 12.5}))  # ‮ and \u0000 are for the viewer\n',
    version: 3,
    created_at: '2026-11-30T10:00:00.000Z',
    params_schema: { type: 'object', properties: { month: { type: 'string', default: '2026-10' } } },
    changelog: 'Amortized',
    capabilities: ['query', 'aws'],
    ...over,
  };
}
