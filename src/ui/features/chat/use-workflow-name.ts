import { useEffect, useState } from 'react';
import { NotFoundError } from '../../../core/app-error.ts';
import type { ToolCallPart } from '../../../core/conversation.ts';
import { useAppServices } from '../../app-services.ts';

/** The name of the workflow that a call means by its id, once the card was in sight; undefined where there is none (any more). */
export function useWorkflowName({ tool, input }: Pick<ToolCallPart, 'tool' | 'input'>, seen: boolean): string | undefined {
  const { callTool } = useAppServices();
  const [name, setName] = useState<string>();
  const id = seen && (tool === 'load_workflow' || tool === 'delete_workflow') ? idIn(input) : undefined;
  useEffect(() => {
    if (id === undefined) return;
    let dropped = false;
    callTool('load_workflow', { id }).then(
      (workflow) => {
        if (!dropped) setName(workflow.name);
      },
      (error: unknown) => {
        // The card names the id then, and the call says itself what is wrong with it.
        if (!(error instanceof NotFoundError)) console.warn(error);
      },
    );
    return () => {
      dropped = true;
    };
  }, [callTool, id]);
  return name;
}

function idIn(input: ToolCallPart['input']): string | undefined {
  const id = typeof input === 'object' && input !== null && !Array.isArray(input) ? input['id'] : undefined;
  return typeof id === 'string' && id !== '' ? id : undefined;
}
