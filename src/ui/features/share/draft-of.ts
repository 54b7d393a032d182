import { SHARE_FORMAT, type CapabilityId, type SharedWorkflow } from '../../../core/share/shared-workflow.ts';
import type { LoadedWorkflow } from '../../../tools/tool-types.ts';

/** What is sent, but for the origin, which is asked for when it is. */
export type ShareDraft = Omit<SharedWorkflow, 'origin'>;

/** `sentVersion` is that under which it came, where it is sent on as it came. */
export function draftOf(workflow: LoadedWorkflow, sentVersion = workflow.version): ShareDraft {
  const { name, description, tags, language, code, version, created_at, params_schema, versions } = workflow;
  const saved = versions.find((each) => each.version === version);
  return {
    format: SHARE_FORMAT,
    name,
    description,
    tags: [...tags],
    language,
    code,
    version: sentVersion,
    created_at: saved?.created_at ?? created_at,
    ...(params_schema === undefined ? {} : { params_schema }),
    ...(saved?.changelog === undefined || saved.changelog === '' ? {} : { changelog: saved.changelog }),
    capabilities: [],
  };
}

export function completed(draft: ShareDraft, origin: string, capabilities: readonly CapabilityId[]): SharedWorkflow {
  return { ...draft, origin, capabilities: [...capabilities] };
}

/** Where this page of the app is: what every link to it begins with. */
export function appAddress(): string {
  return `${location.origin}${location.pathname}`;
}
