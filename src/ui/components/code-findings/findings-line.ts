import type { CodeFindings } from '../../../core/ports/code-analysis.ts';
import { countOf } from '../format-count.ts';
import { attentionOf } from './finding-groups.ts';

const MOST_NAMES = 3;
const LONGEST_NAME = 60;

/** What was found in a few words, and how much of it needs attention. */
export function findingsLine(findings: CodeFindings): { said: string[]; warns?: string } {
  const { syntax_error, queries, aws, files } = findings;
  if (syntax_error !== undefined && queries.length === 0)
    return { said: [`it is no program that can be read (line ${syntax_error.line})`] };
  const paths = (...kinds: string[]) => files.filter(({ access }) => kinds.includes(access)).map(({ path }) => path);
  const writing = queries.filter(({ effect }) => typeof effect === 'object');
  const said = [
    ...part(
      'queries',
      queries.flatMap(({ tables, effect }) => (typeof effect === 'object' ? [] : tables.length > 0 ? tables : [undefined])),
    ),
    ...part(
      'SQL that writes',
      writing.flatMap(({ tables, effect }) => (tables.length > 0 ? tables : typeof effect === 'object' ? [effect.writes] : [])),
    ),
    ...part(
      'asks AWS for',
      aws.map(({ service, operation }) => (service === undefined ? undefined : [service, operation ?? ''].join(' ').trim())),
    ),
    ...part('reads', paths('read')),
    ...part('writes', paths('write', 'unknown')),
    ...part('deletes', paths('delete')),
  ];
  const attention = attentionOf(findings).length;
  return {
    said: said.length === 0 ? ['it touches no data, file or service'] : said,
    ...(attention === 0 ? {} : { warns: `${countOf(attention, 'thing')} ${attention === 1 ? 'needs' : 'need'} attention` }),
  };
}

/** "reads a, b and 2 more". What is not known is said so. */
function part(verb: string, names: readonly (string | undefined)[]): string[] {
  const all = [...new Set(names.map((name) => (name === undefined ? 'what is not known before' : cut(name))))];
  if (all.length === 0) return [];
  const more = all.length - MOST_NAMES;
  return [`${verb} ${all.slice(0, MOST_NAMES).join(', ')}${more > 0 ? ` and ${more} more` : ''}`];
}

function cut(name: string): string {
  return name.length <= LONGEST_NAME ? name : `${name.slice(0, LONGEST_NAME)}…`;
}
