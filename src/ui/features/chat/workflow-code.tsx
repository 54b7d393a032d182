import { useEffect, useState } from 'react';
import type { Json } from '../../../core/json.ts';
import type { LanguageId } from '../../../core/run.ts';
import type { ToolInputs } from '../../../tools/tool-types.ts';
import { useAppServices } from '../../app-services.ts';
import { errorMessage } from '../../components/error-message.ts';
import { visibleText } from '../../components/visible-text.ts';
import { CallCode } from './call-code.tsx';

/** The code of the workflow that a call asks to run, for the person to read before it does. Reads it, and runs nothing. */
export function WorkflowCode({ input }: { input: Json }) {
  const { callTool } = useAppServices();
  const [loaded, setLoaded] = useState<{ name: string; version: number; code: string; language: LanguageId }>();
  const [problem, setProblem] = useState<string>();
  const named = JSON.stringify(namedIn(input));
  useEffect(() => {
    let dropped = false;
    callTool('load_workflow', JSON.parse(named) as ToolInputs['load_workflow']).then(
      (workflow) => {
        if (!dropped) setLoaded(workflow);
      },
      (error: unknown) => {
        if (!dropped) setProblem(errorMessage(error));
      },
    );
    return () => {
      dropped = true;
    };
  }, [callTool, named]);
  if (problem !== undefined) return <p className="chat-problem">The workflow’s code cannot be shown: {visibleText(problem)}</p>;
  if (loaded === undefined) return <p className="chat-quiet">Loading the workflow’s code</p>;
  return (
    <>
      <p className="chat-ending">
        {visibleText(loaded.name)}, version {loaded.version}
      </p>
      <CallCode code={loaded.code} language={loaded.language} runId={undefined} markedLine={undefined} whole />
    </>
  );
}

/** Which workflow is meant, and nothing that would run it. */
function namedIn(input: Json): Record<string, Json> {
  if (typeof input !== 'object' || input === null || Array.isArray(input)) return {};
  return Object.fromEntries(Object.entries(input).filter(([key]) => key === 'id' || key === 'name' || key === 'version'));
}
