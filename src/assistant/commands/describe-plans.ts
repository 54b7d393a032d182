import type { FileProfile, TableProfile } from '../../tools/tool-types.ts';
import { ask, planCall } from './ask-tool.ts';
import type { CommandContext, CommandPlan } from './command-plan.ts';
import { block, cellText, code, counted, plain, short, size, table } from './markdown.ts';

const LONGEST_NAME = 1024;

/** `/describe cur`, `/describe data/costs.csv`: a table of any connection, the selected one's first; else a file. */
export async function planDescribe(input: string, context: CommandContext): Promise<CommandPlan> {
  const name = input.trim().replace(/^"(.*)"$/su, '$1');
  if (name === '')
    return { say: `Name a table or a file: ${code('/describe <table>')}. ${code('/tables')} and ${code('/files')} list them.` };
  if (name.length > LONGEST_NAME) return { say: 'That is too long for the name of a table or a file.' };
  const { connections } = await ask(context, 'list_connections', {});
  const home = connections
    .toSorted((a, b) => Number(b.selected) - Number(a.selected))
    .find(({ tables }) => tables.some((each) => each.name.toLowerCase() === name.toLowerCase()));
  if (home === undefined && /[/.]/u.test(name)) {
    return planCall('describe_file', { input: { path: name }, answered: sayFile });
  }
  return planCall('describe_table', {
    input: { table: name, ...(home === undefined ? {} : { connection: home.id }) },
    answered: sayTable,
  });
}

function sayTable({ table: name, connection, kind, row_count, columns, notes = [] }: TableProfile): string {
  const rows = columns.map((column) => [
    short(column.name),
    short(column.type),
    column.nulls === undefined || column.nulls === 0 ? '' : column.nulls.toLocaleString('en-US'),
    valuesOf(column),
    short(column.description ?? '', 200),
  ]);
  return [
    `**${plain(name)}** on ${code(connection)}${kind === undefined ? '' : ` (${plain(kind)})`}: ${row_count === undefined ? 'rows not counted' : counted(row_count, 'row')}, ${counted(columns.length, 'column')}.`,
    table(['Column', 'Type', 'Missing', 'Values', 'Meaning'], rows),
    ...notes.map((note) => plain(note)),
  ].join('\n\n');
}

function valuesOf({ min, max, distinct, examples = [] }: TableProfile['columns'][number]): string {
  if (min !== undefined) return `${cellText(min)} to ${cellText(max)}`;
  const some = examples.map((value) => (typeof value === 'string' ? short(value, 40) : cellText(value))).join(', ');
  if (distinct === undefined) return some;
  return distinct > examples.length ? `${distinct.toLocaleString('en-US')}: ${some} …` : some;
}

function sayFile(file: FileProfile): string {
  const facts = [
    file.format.toUpperCase(),
    size(file.bytes),
    ...(file.encoding === undefined ? [] : [file.encoding]),
    ...(file.row_count === undefined ? [] : [counted(file.row_count, file.format === 'text' ? 'line' : 'row')]),
  ];
  const { columns = [], sample_rows = [], head, notes = [] } = file;
  return [
    `**${plain(file.path)}**: ${facts.map((fact) => plain(fact)).join(', ')}.`,
    ...(columns.length === 0
      ? []
      : [
          table(
            ['Column', 'Type', 'First values'],
            columns.map(({ name, type }, at) => [
              short(name),
              short(type),
              sample_rows
                .slice(0, 3)
                .map((row) => cellText(row[at]))
                .join(', '),
            ]),
          ),
        ]),
    ...(columns.length > 0 || head === undefined || head === '' ? [] : [block(head)]),
    ...notes.map((note) => plain(note)),
  ].join('\n\n');
}
