import Badge from '@cloudscape-design/components/badge';
import Box from '@cloudscape-design/components/box';
import Container from '@cloudscape-design/components/container';
import ExpandableSection from '@cloudscape-design/components/expandable-section';
import Header from '@cloudscape-design/components/header';
import KeyValuePairs, { type KeyValuePairsProps } from '@cloudscape-design/components/key-value-pairs';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { Json } from '../../../core/json.ts';
import { CodeView } from '../../components/code-view.tsx';
import { countOf } from '../../components/format-count.ts';
import { languageNames } from '../../components/language-name.ts';
import { visibleLines, visibleText } from '../../components/visible-text.ts';
import type { ShareDraft } from './draft-of.ts';
import { defaultsOf } from './script/defaults-of.ts';

const NOTHING = <Box color="text-body-secondary">None</Box>;

function namesOf(schema: Json | undefined): string[] {
  const properties = typeof schema === 'object' && schema !== null && !Array.isArray(schema) ? schema['properties'] : undefined;
  return typeof properties === 'object' && properties !== null && !Array.isArray(properties) ? Object.keys(properties) : [];
}

function Params({ schema }: { schema: Json | undefined }) {
  const names = namesOf(schema);
  const defaults = defaultsOf(schema);
  if (names.length === 0) return NOTHING;
  return (
    <ul className="share-params" aria-label="Parameters">
      {names.map((name) => (
        <li key={name}>
          <code>{visibleText(name)}</code>
          {defaults[name] !== undefined && <> = {visibleText(JSON.stringify(defaults[name]))}</>}
        </li>
      ))}
    </ul>
  );
}

/** What is sent, word for word, and what never is. */
export function SentPart({ draft }: { draft: ShareDraft }) {
  const { name, description, tags, language, code, version, changelog, params_schema } = draft;
  const items: KeyValuePairsProps.Item[] = [
    { label: 'Name', value: visibleText(name) },
    { label: 'Version', value: String(version) },
    { label: 'Language', value: languageNames[language] },
    {
      label: 'Tags',
      value:
        tags.length === 0 ? (
          NOTHING
        ) : (
          <SpaceBetween direction="horizontal" size="xxs">
            {tags.map((tag) => (
              <Badge key={tag}>{visibleText(tag)}</Badge>
            ))}
          </SpaceBetween>
        ),
    },
    { label: 'Description', value: description === '' ? NOTHING : visibleLines(description) },
    { label: 'What changed in this version', value: changelog === undefined ? NOTHING : visibleLines(changelog) },
    { label: 'Parameters, with their defaults', value: <Params schema={params_schema} /> },
  ];
  return (
    <Container header={<Header variant="h2">What is sent</Header>}>
      <SpaceBetween size="m">
        <KeyValuePairs columns={4} items={items} />
        <ExpandableSection headerText={`Code (${countOf(code.split('\n').length, 'line')})`} headingTagOverride="h3">
          <CodeView code={code} language={language} label="Code that is sent" />
        </ExpandableSection>
        <Box color="text-body-secondary">
          Never sent: outputs and runs, files and data, keys and credentials, AWS account ids, other versions, conversations,
          settings.
        </Box>
      </SpaceBetween>
    </Container>
  );
}
