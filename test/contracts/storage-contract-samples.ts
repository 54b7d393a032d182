import type { AwsCallEntry } from '../../src/core/aws/call-entry.ts';
import { conversationSchema, type Conversation } from '../../src/core/conversation.ts';
import type { SaveWorkflow, Storage } from '../../src/core/ports/stores.ts';
import type { Run } from '../../src/core/run.ts';

/** Makes an empty storage; the suite closes it. */
export type MakeStorage = () => Promise<Storage>;

export const bytes = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text);

export function sampleWorkflow(over: Partial<SaveWorkflow> = {}): SaveWorkflow {
  return { name: 'Cost by team', language: 'python', code: 'result = 1', ...over };
}

export function sampleRun(over: Partial<Run> = {}): Run {
  return {
    run_id: 'run_1',
    language: 'python',
    runtime: 'pyodide 0.29.5',
    connection: 'sample',
    code: 'print(1)',
    params: { month: '2026-10' },
    status: 'running',
    stdout: '',
    stderr: '',
    output_truncated: false,
    result: null,
    displays: [],
    files: [],
    error: null,
    started_at: '2026-11-20T10:00:00.000Z',
    duration_ms: 0,
    calls: [],
    ...over,
  };
}

export function sampleCall(over: Partial<AwsCallEntry> = {}): AwsCallEntry {
  return {
    id: 'call_1',
    at: '2026-11-20T10:00:00.000Z',
    kind: 'run',
    run_id: 'run_1',
    service: 'athena',
    operation: 'GetQueryExecution',
    decision: 'allowed',
    status: 'succeeded',
    duration_ms: 12.5,
    ...over,
  };
}

/** An array in an array in an array … */
export function nested(depth: number): Run['result'] {
  let value: Run['result'] = 'core';
  for (let level = 0; level < depth; level += 1) value = [value];
  return value;
}

/** One question and its answer, with a call that made a run. */
export function sampleConversation(over: Partial<Conversation> = {}): Conversation {
  const at = over.updated_at ?? '2026-11-20T10:00:05.000Z';
  return {
    ...conversationSchema.parse({
      id: 'chat_1',
      format: 1,
      title: 'October bill',
      titled: false,
      created_at: '2026-11-20T10:00:00.000Z',
      updated_at: at,
      switches: { model_id: 'gemini' },
      messages: [
        { id: 'm1', role: 'user', at, status: 'done', parts: [{ kind: 'text', text: 'Why did our BILL go up?' }] },
        {
          id: 'm2',
          role: 'assistant',
          at,
          status: 'done',
          model: { id: 'gemini', name: 'gemini-3-pro' },
          usage: { input_tokens: 1200, output_tokens: 80 },
          parts: [
            {
              kind: 'tool_call',
              call_id: 'call_1',
              tool: 'execute_code',
              input: { language: 'python', code: 'print(1)' },
              state: 'done',
              output: 'stdout: 1',
              run_id: 'run_1',
            },
            { kind: 'text', text: 'EC2 in Zürich\u0000 \ud800 rose by 12 %.' },
          ],
        },
      ],
    }),
    ...over,
  };
}
