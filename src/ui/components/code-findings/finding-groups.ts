import { awsServiceSchema } from '../../../core/aws/aws-service.ts';
import { isAwsOperation } from '../../../core/aws/aws-operations.ts';
import type { CodeFindings, CodePlace, FileFinding, QueryFinding } from '../../../core/ports/code-analysis.ts';
import type { CapabilityId } from '../../../core/share/shared-workflow.ts';

/** One thing that was found, wherever in the code it stands. `text` is the code's own and must be shown as such. */
export type FindingItem = {
  /** Of ours: what is said where there is no text of the code, or about it. */
  label?: string;
  text?: string;
  /** A word of ours about it: "reads", "writes". */
  tag?: string;
  warns?: boolean;
  places: CodePlace[];
};

export type FindingGroup = { title: string; warns?: true; items: FindingItem[] };

const CUT = 300;

/** What was found, put in the order in which a person asks for it. What is the same in several places is one item. */
export function findingGroups(findings: CodeFindings): FindingGroup[] {
  const groups: FindingGroup[] = [
    { title: 'Needs attention', warns: true, items: attentionOf(findings) },
    { title: 'Data it queries', items: merged(findings.queries.flatMap(queryItems)) },
    {
      title: 'AWS',
      items: merged(
        findings.aws.map((each) => {
          const { service, operation } = each;
          const label = operation === undefined ? 'An operation that is only known when it runs' : undefined;
          return item(each, {
            ...(label === undefined ? {} : { label }),
            ...(service === undefined && operation === undefined
              ? {}
              : { text: [service ?? '(service not known)', operation].filter((part) => part !== undefined).join(' ') }),
            ...(isOffered(service, operation) ? {} : { tag: 'not offered here' }),
          });
        }),
      ),
    },
    { title: 'Files', items: merged(findings.files.map(fileItem)) },
    {
      title: 'Imports',
      items: merged(
        findings.imports
          .filter(({ kind }) => kind !== 'unknown')
          .map((each) => item(each, { text: each.name, ...(each.kind === 'package' ? { tag: 'package' } : {}) })),
      ),
    },
    { title: 'Functions of the sandbox', items: merged(findings.calls.map((each) => item(each, { text: each.name }))) },
    { title: 'Parameters it reads', items: findings.params.map((name) => ({ text: cut(name), places: [] })) },
  ];
  return groups.filter(({ items }) => items.length > 0);
}

/** What a person should look at before it runs. */
export function attentionOf({ network, dynamic, imports }: CodeFindings): FindingItem[] {
  const unknown = imports.filter(({ kind }) => kind === 'unknown');
  return merged([
    ...network.map((each) => item(each, { label: 'Tries to reach the network', text: each.what, warns: true })),
    ...dynamic.map((each) => item(each, { label: 'Hides what it does', text: each.what, warns: true })),
    ...unknown.map((each) => item(each, { label: 'Imports what is not part of the sandbox', text: each.name })),
  ]);
}

export const capabilityNames: Record<CapabilityId, string> = {
  query: 'Query the data',
  read_files: 'Read files of the workspace',
  write_files: 'Write files of the workspace',
  aws: 'Ask AWS',
};

/** Of a query that reads, each table with its own places; what writes is one item, since only one of its tables is written. */
function queryItems(query: QueryFinding): FindingItem[] {
  const { effect, named = [] } = query;
  if (effect !== 'read' || named.length === 0) return [queryItem(query)];
  return named.map((each) => item(each, { text: each.table, tag: 'reads' }));
}

function queryItem(query: QueryFinding): FindingItem {
  const { tables, sql, effect } = query;
  const tag = effect === 'read' ? 'reads' : effect === 'unknown' ? 'not known' : `writes: ${effect.writes}`;
  const text = tables.length > 0 ? tables.join(', ') : sql?.trim().replaceAll(/\s+/gu, ' ');
  return item(query, {
    ...(text === undefined ? { label: 'A query that is only known when it runs' } : { text }),
    tag,
    ...(typeof effect === 'object' ? { warns: true } : {}),
  });
}

const ACCESS: Record<FileFinding['access'], string> = {
  read: 'reads',
  write: 'writes',
  delete: 'deletes',
  unknown: 'reads or writes',
};

function fileItem(file: FileFinding): FindingItem {
  return item(file, {
    ...(file.path === undefined ? { label: 'A file whose name is only known when it runs' } : { text: file.path }),
    tag: ACCESS[file.access],
  });
}

function isOffered(service: string | undefined, operation: string | undefined): boolean {
  if (service === undefined) return true;
  const known = awsServiceSchema.safeParse(service);
  return known.success && (operation === undefined || isAwsOperation(known.data, operation));
}

function item({ line, column }: CodePlace, { text, ...said }: Omit<FindingItem, 'places'>): FindingItem {
  const place = column === undefined ? { line } : { line, column };
  return { ...said, ...(text === undefined ? {} : { text: cut(text) }), places: [place] };
}

function merged(items: readonly FindingItem[]): FindingItem[] {
  const found = new Map<string, FindingItem>();
  for (const each of items) {
    const key = JSON.stringify([each.label, each.text, each.tag]);
    const before = found.get(key);
    if (before === undefined) found.set(key, each);
    else before.places.push(...each.places);
  }
  return [...found.values()];
}

function cut(text: string): string {
  return text.length <= CUT ? text : `${text.slice(0, CUT)}…`;
}
