import { useState } from 'react';
import { useAppServices } from '../../app-services.ts';
import { downloadBlob } from '../../components/download.ts';
import { errorMessage } from '../../components/error-message.ts';
import { completed } from './draft-of.ts';
import type { SendProps } from './link-part.tsx';

export type MadeFile = { name: string; text: string; media_type: string };

/** Lets the person keep a file, and says why it could not be made. */
export function useFileSaving() {
  const [problem, setProblem] = useState<string>();
  const save = async (make: () => Promise<MadeFile>) => {
    setProblem(undefined);
    try {
      const { name, text, media_type } = await make();
      downloadBlob(new Blob([text], { type: media_type }), name.replaceAll(/[/\\]/gu, '-'));
    } catch (error) {
      setProblem(errorMessage(error));
    }
  };
  return { save, problem };
}

/** Makes the workflow file, protected as the link is. */
export function useWorkflowFile({ workflowId, sent, options }: SendProps): () => Promise<MadeFile> {
  const { sharing } = useAppServices();
  const { draft, capabilities } = sent;
  return async () => {
    const service = await sharing();
    const chosen = await options.ready();
    const text = await service.makeFile(completed(draft, await service.originOf(workflowId), capabilities), chosen);
    return { name: `${draft.name}.sandbank.json`, text, media_type: 'application/json' };
  };
}
