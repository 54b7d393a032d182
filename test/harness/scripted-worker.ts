import { serve, type RunEnd, type RunHost, type Runtime } from '../../workers/kit/serve.ts';
import type { Step } from './scripted-runtime.ts';

/** A runtime whose language is a JSON list of steps: small enough to test the sandbox itself with. */
const scripted: Runtime = {
  boot: () => Promise.resolve(),
  run: async (start, host) => {
    const steps = JSON.parse(start.code) as Step[];
    host.started();
    for (const step of steps) {
      const end = await perform(step, host, start.params);
      if (end !== undefined) return end;
    }
    return { status: 'succeeded', error: null };
  },
};

async function perform(step: Step, host: RunHost, params: unknown): Promise<RunEnd | undefined> {
  switch (step.do) {
    case 'print':
      for (let count = 0; count < (step.times ?? 1); count += 1) host[step.to ?? 'stdout'](step.text);
      return undefined;
    case 'display':
      host.display(JSON.stringify(step.display));
      return undefined;
    case 'write':
      host.file(step.path, step.bytes === null ? null : new Uint8Array(step.bytes).fill(97));
      return undefined;
    case 'query': {
      const rows = await host.query(step.sql);
      return { status: 'succeeded', error: null, result_json: JSON.stringify({ rows: rows.row_count, columns: rows.columns }) };
    }
    case 'params':
      return { status: 'succeeded', error: null, result_json: JSON.stringify(params) };
    case 'result':
      return { status: 'succeeded', error: null, result_json: step.json };
    case 'sleep':
      await new Promise((resolve) => setTimeout(resolve, step.ms));
      return undefined;
    case 'spin':
      for (;;)
        if (step.soft === true && host.pastDeadline())
          return { status: 'timed_out', error: { type: 'Late', message: 'soft', line: 3 } };
    case 'throw':
      throw new Error(step.message);
    case 'close':
      self.close();
      return undefined;
  }
}

serve(scripted);
