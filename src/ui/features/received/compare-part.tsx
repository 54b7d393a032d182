import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Link from '@cloudscape-design/components/link';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import type { SharedWorkflow } from '../../../core/share/shared-workflow.ts';
import type { LoadedWorkflow } from '../../../tools/tool-types.ts';
import { formatUtcMinute } from '../../components/format-time.ts';
import { languageNames } from '../../components/language-name.ts';
import { formatRoute } from '../../shell/router.ts';
import { cut } from './asked-fields.ts';
import { CodeDiffView } from './code-diff-view.tsx';
import { differences, schemaText, isOwn, type Part } from './compare.ts';
import type { LocalMatches } from './use-local-matches.ts';

/** What there is here of the same origin or of the same name, and in what it differs. */
export function ComparePart({ received, matches }: { received: SharedWorkflow; matches: LocalMatches }) {
  const { sameOrigin, sameName } = matches;
  if (sameOrigin === undefined && sameName === undefined)
    return <Box color="text-body-secondary">You have no workflow of this origin, and none of this name.</Box>;
  return (
    <SpaceBetween size="l">
      {sameOrigin !== undefined && (
        <SpaceBetween size="s">
          <Origin matched={sameOrigin} />
          {received.name !== sameOrigin.workflow.name && <div>The sender calls it “{cut(received.name, 100)}”.</div>}
          <Age received={received} matched={sameOrigin} same={differences(received, sameOrigin.workflow).length === 0} />
          <Differences received={received} local={sameOrigin.workflow} />
        </SpaceBetween>
      )}
      {sameName !== undefined && (
        <SpaceBetween size="s">
          <div>
            Another workflow of yours has this name: <Local workflow={sameName} />
            {sameName.builtin && ', which is built in'}. It did not come from this sender, and importing does not change it.
          </div>
          <Differences received={received} local={sameName} />
        </SpaceBetween>
      )}
    </SpaceBetween>
  );
}

function Local({ workflow }: { workflow: LoadedWorkflow }) {
  const { id, name, version } = workflow;
  return (
    <>
      <Link href={formatRoute({ page: 'workbench', workflow: id })}>{cut(name, 100)}</Link> (your version {version})
    </>
  );
}

function Origin({ matched }: { matched: NonNullable<LocalMatches['sameOrigin']> }) {
  const { workflow, origin } = matched;
  if (isOwn(matched))
    return (
      <div>
        It says that it is a version of your own workflow <Local workflow={workflow} />, which you sent.
      </div>
    );
  return (
    <div>
      It says that it comes from where your workflow <Local workflow={workflow} /> came from: version {origin.version} of the
      sender’s, imported at {formatUtcMinute(origin.imported_at)}.
    </div>
  );
}

type AgeProps = { received: SharedWorkflow; matched: NonNullable<LocalMatches['sameOrigin']>; same: boolean };

function Age({ received, matched, same }: AgeProps) {
  const { version } = matched.origin;
  const own = isOwn(matched);
  if (received.version < version)
    return (
      <Alert type="warning" header="This is older than what you have">
        It is version {received.version} of its sender’s; you {own ? 'are at' : 'imported'} version {version}.
      </Alert>
    );
  if (received.version > version || same) return null;
  return (
    <Alert
      type="warning"
      header={own ? 'Your own version, with other content' : 'The version that you imported, with other content'}
    >
      It has the number of {own ? 'yours' : 'the version that you imported'}, {version}. Either you changed your copy, or somebody
      changed this one.
    </Alert>
  );
}

const tagsText = (tags: readonly string[]): string =>
  tags.length === 0 ? 'none' : cut(tags.map((tag) => `“${tag}”`).join(', '), 300);

const partNames: Record<Part, string> = {
  language: 'the language',
  code: 'the code',
  description: 'the description',
  tags: 'the tags',
  parameters: 'the parameters',
};

function Differences({ received, local }: { received: SharedWorkflow; local: LoadedWorkflow }) {
  const parts = differences(received, local);
  if (parts.length === 0) return <StatusIndicator type="success">The same as what you have.</StatusIndicator>;
  return (
    <SpaceBetween size="s">
      <StatusIndicator type="info">
        Different from what you have: {parts.map((part) => partNames[part]).join(', ')}.
      </StatusIndicator>
      {parts.includes('language') && (
        <div>
          Yours is in {languageNames[local.language]}; this is in {languageNames[received.language]}.
        </div>
      )}
      {parts.includes('tags') && (
        <div>
          Your tags: {tagsText(local.tags)}. The sender’s: {tagsText(received.tags)}.
        </div>
      )}
      {parts.includes('code') && <CodeDiffView label="Changes of the code" before={local.code} after={received.code} />}
      {parts.includes('description') && (
        <CodeDiffView label="Changes of the description" before={local.description} after={received.description} />
      )}
      {parts.includes('parameters') && (
        <CodeDiffView
          label="Changes of the parameters"
          before={schemaText(local.params_schema)}
          after={schemaText(received.params_schema)}
        />
      )}
    </SpaceBetween>
  );
}
