import { useEffect, useState } from 'react';
import type { AwsCallOrigin } from '../../core/aws/call-entry.ts';
import { useAppServices } from '../app-services.ts';

/** Who asks, as a sentence: "Asked by the workflow “Copy costs”, version 2." Undefined until it is known. */
export function useAsker({ kind, run_id, workflow_version }: AwsCallOrigin): string | undefined {
  const { callTool } = useAppServices();
  const [asker, setAsker] = useState<string>();
  useEffect(() => {
    if (kind !== 'run' || run_id === undefined) return;
    let dropped = false;
    const find = async () => {
      const run = await callTool('get_run', { run_id });
      const { workflow_id, title } = run;
      if (workflow_id === undefined) return title === undefined ? undefined : `Asked by the run “${title}”.`;
      const { name } = await callTool('load_workflow', { id: workflow_id });
      return `Asked by the workflow “${name}”${workflow_version === undefined ? '' : `, version ${workflow_version}`}.`;
    };
    find().then(
      (sentence) => {
        if (!dropped) setAsker(sentence);
      },
      // The question stands without it: what would be done is what counts.
      () => undefined,
    );
    return () => {
      dropped = true;
    };
  }, [callTool, kind, run_id, workflow_version]);
  return asker;
}
