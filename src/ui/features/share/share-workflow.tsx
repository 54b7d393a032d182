import SpaceBetween from '@cloudscape-design/components/space-between';
import { useMemo, useState } from 'react';
import { findSecrets, withoutSecrets } from '../../../core/share/find-secrets.ts';
import type { LoadedWorkflow } from '../../../tools/tool-types.ts';
import { useCodeFindings } from '../../components/code-findings/use-code-findings.ts';
import { capabilityIds, type CapabilityId } from '../../../core/share/shared-workflow.ts';
import { CapabilitiesPart } from './capabilities-part.tsx';
import { completed, draftOf } from './draft-of.ts';
import { FilesPart } from './files-part.tsx';
import { LinkPart } from './link-part.tsx';
import { SecretsPart } from './secrets-part.tsx';
import { SentPart } from './sent-part.tsx';
import { useSendOptions } from './use-send-options.ts';
import { WaysPart } from './ways-part.tsx';

/** All that is asked and told before a workflow leaves this browser. The saved workflow stays as it is, whatever is done here. */
export function ShareWorkflow({ workflow }: { workflow: LoadedWorkflow }) {
  const options = useSendOptions(workflow.id);
  const { importedVersion } = options;
  const original = useMemo(() => draftOf(workflow, importedVersion), [workflow, importedVersion]);
  const [replaced, setReplaced] = useState(false);
  const found = useMemo(() => findSecrets(completed(original, '', [])), [original]);
  const draft = useMemo(() => (replaced ? withoutSecrets(completed(original, '', [])) : original), [original, replaced]);
  // Also of the replaced copy: what is sent is what was looked through.
  const left = useMemo(() => (replaced ? findSecrets(completed(draft, '', [])) : found), [draft, found, replaced]);

  const findings = useCodeFindings(draft.language, draft.code);
  const [chosen, setChosen] = useState<readonly CapabilityId[]>();
  const suggested = findings.state === 'ready' ? findings.findings.capabilities : [];
  const capabilities = capabilityIds.filter((id) => (chosen ?? suggested).includes(id));
  // The suggestion must be there before it is sent, unless the person has chosen for themselves.
  const waiting = chosen === undefined && findings.state === 'loading';
  const sent = { draft, capabilities, blocked: left.length > 0, waiting };

  return (
    <SpaceBetween size="l">
      <SentPart draft={draft} />
      <SecretsPart found={found} left={left} replaced={replaced} onReplace={setReplaced} />
      <CapabilitiesPart findings={findings} chosen={capabilities} onChoose={setChosen} />
      <WaysPart options={options} />
      <LinkPart workflowId={workflow.id} sent={sent} options={options} />
      <FilesPart workflowId={workflow.id} sent={sent} options={options} />
    </SpaceBetween>
  );
}
