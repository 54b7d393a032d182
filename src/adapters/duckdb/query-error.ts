import type { EngineFault } from '../../../workers/engine/protocol.ts';
import { FAILURE_MARK } from '../../dialect/failure-mark.ts';
import { PolicyError, QueryError } from '../../core/app-error.ts';
import type { Statement } from '../../core/sql/split-statements.ts';
import { textPosition } from '../../core/sql/text-position.ts';
import { abortError } from './engine-host.ts';

/** The tables there are, and why the one that was asked for is not among them, where that is known. */
export type KnownTables = { names: readonly string[]; missing?: string };

const NO_TABLE = 'TABLE_NOT_FOUND:';

/** The name of the table that a query asked for and that is not there. */
export function missingTableName(fault: EngineFault): string | undefined {
  if (fault.message.startsWith(NO_TABLE)) return fault.construct;
  return fault.missing?.type === 'Table' ? fault.missing.name : undefined;
}

/** What a caller sees of a fault: where it is in their own text, what was looked for, and what there is instead. */
export function queryError(fault: EngineFault, sql: string, statements: readonly Statement[], tables: KnownTables): Error {
  if (fault.kind === 'cancelled') return abortError();
  if (fault.kind === 'crashed')
    return new QueryError(
      `The SQL engine stopped (${firstLine(fault.message)}) and starts anew with the next query; nothing that you keep is lost. Ask for less at once: fewer columns, a shorter range of dates, or an aggregate.`,
    );
  if (fault.exception === 'Permission')
    return new PolicyError(
      `${firstLine(fault.message)}. A query reads only the tables of its connection; open a file on the Data page to query it.`,
    );
  const start = statements[fault.statement ?? 0]?.start ?? 0;
  if (fault.line !== undefined && fault.position !== undefined) return placed(fault, textPosition(sql, start), tables.missing);
  const where = fault.offset === undefined ? {} : textPosition(sql, start + fault.offset);
  const construct =
    fault.missing?.type.includes('Function') || /not in the catalog, but it exists/u.test(fault.message)
      ? constructName(fault)
      : undefined;
  return new QueryError(messageOf(fault, tables), { ...where, ...(construct === undefined ? {} : { construct }) });
}

/** A refusal of the translator, whose lines are counted from the beginning of its statement. */
function placed(fault: EngineFault, start: { line: number; position: number }, missing: string | undefined): QueryError {
  const { line = 1, position = 1, construct } = fault;
  const where = { line: start.line + line - 1, position: line === 1 ? start.position + position - 1 : position };
  const place = `line ${where.line}:${where.position}:`;
  const message =
    missing === undefined ? fault.message.replace(`line ${line}:${position}:`, place) : `${NO_TABLE} ${place} ${missing}`;
  return new QueryError(message, construct === undefined ? where : { ...where, construct });
}

const NO_TIME_ZONES =
  'Named time zones, and the arithmetic of TIMESTAMP WITH TIME ZONE, are not available in this engine. Use timestamps in UTC: CAST(… AS TIMESTAMP), shifted by an INTERVAL where that is wanted';

/** A failure that the translated SQL raises itself, by a cast that can't be. */
const RAISED = new RegExp(`Could not convert string '${FAILURE_MARK}([\\s\\S]*)' to \\w+`, 'u');

/** Athena's names of the failures that translated SQL raises while it runs. Most are of a function's argument. */
function withCode(message: string): string {
  if (message === 'Division by zero') return `DIVISION_BY_ZERO: ${message}`;
  if (/^(?:Cannot cast|Value cannot be)/u.test(message)) return `INVALID_CAST_ARGUMENT: ${message}`;
  return /cannot be held here/u.test(message) ? `NOT_SUPPORTED: ${message}` : `INVALID_FUNCTION_ARGUMENT: ${message}`;
}

const TRINO_INTEGERS = new Map([
  ['INT8', 'tinyint'],
  ['INT16', 'smallint'],
  ['INT32', 'integer'],
  ['INT64', 'bigint'],
]);

/** What the engine itself refuses to compute, in Athena's terms; undefined where Athena has none for it. */
function computed(message: string): string | undefined {
  if (message.startsWith('More than one row returned by a subquery'))
    return 'SUBQUERY_MULTIPLE_ROWS: Scalar sub-query has returned multiple rows; use IN, or LIMIT 1';
  const [, wide, value = '', narrow = ''] =
    /^Type (\w+) with value (\S+) can't be cast because the value is out of range for the destination type (\w+)/u.exec(
      message,
    ) ?? [];
  const integer = TRINO_INTEGERS.get(narrow);
  // A sum of bigints is computed wider, so that its overflow is a cast that nobody wrote.
  if (wide === 'INT128' && integer !== undefined) return `NUMERIC_VALUE_OUT_OF_RANGE: ${value} is out of range for ${integer}`;
  if (integer !== undefined) return `INVALID_CAST_ARGUMENT: Out of range for ${integer}: ${value}`;
  const [, operation, of = '', operands] = /^Overflow in (\w+) of (\w+) \((.*)\)!/u.exec(message) ?? [];
  if (operation !== undefined && TRINO_INTEGERS.has(of))
    return `NUMERIC_VALUE_OUT_OF_RANGE: ${TRINO_INTEGERS.get(of)} ${operation} overflow: ${operands}; cast one side to a wider type`;
  return undefined;
}

function messageOf(fault: EngineFault, tables: KnownTables): string {
  const raised = RAISED.exec(fault.message)?.[1];
  if (raised !== undefined) return withCode(raised);
  if (fault.missing?.type === 'Table') return tables.missing ?? missingTable(fault.missing, tables.names);
  if (/NotReadableError|NotFoundError/u.test(fault.message))
    return 'The file of a table changed or vanished while it was read; read it again on the Data page';
  if (fault.missing?.type.includes('Function'))
    return `There is no function ${fault.missing.name}${near(fault.missing.candidates)} Check its spelling; the engine is DuckDB 1.4 with its core functions`;
  const inExtension = /Function with name "?([^"\s]+)"? is not in the catalog, but it exists in the (\w+) extension/u.exec(
    fault.message,
  );
  if (needsTimeZones(fault.message, inExtension)) return NO_TIME_ZONES;
  if (inExtension)
    return `The function ${inExtension[1]} is not built into the embedded engine (it belongs to DuckDB's ${inExtension[2]} extension)`;
  if (/extension/u.test(fault.message) && /INSTALL|autoload/u.test(fault.message))
    return `${firstLine(fault.message)}. Extensions cannot be loaded; use what the embedded engine has built in`;
  if (fault.exception === 'Out of Memory')
    return `The query needs more memory than the engine has (${firstLine(fault.message)}). Read fewer columns, a shorter range of dates, or aggregate first`;
  return computed(fault.message) ?? cleaned(fault.message);
}

/** Whether DuckDB asks for its ICU extension to know a time zone; of that extension's functions, those for collation begin with icu_. */
function needsTimeZones(message: string, inExtension: RegExpExecArray | null): boolean {
  if (inExtension) return inExtension[2] === 'icu' && !inExtension[1]?.startsWith('icu_');
  return /with the ICU extension loaded|the required extension 'icu'/u.test(message);
}

function missingTable(missing: NonNullable<EngineFault['missing']>, tables: readonly string[]): string {
  const candidates = missing.candidates
    .map((name) => name.slice(name.lastIndexOf('.') + 1))
    .filter((name) => tables.includes(name));
  const there =
    tables.length === 0
      ? 'This connection has no tables'
      : `There ${tables.length === 1 ? 'is' : 'are'} ${tables.slice(0, 20).join(', ')}`;
  return `There is no table ${missing.name}${near(candidates)} ${there}`;
}

/** Ends the sentence. */
function near(candidates: readonly string[]): string {
  return candidates.length === 0 ? '.' : `; did you mean ${candidates.slice(0, 3).join(' or ')}?`;
}

function constructName(fault: EngineFault): string | undefined {
  return fault.missing?.name ?? /with name "?([^"\s]+)"?/u.exec(fault.message)?.[1];
}

/** DuckDB's own advice about columns is good; its frames and repeated text are not for people. */
function cleaned(message: string): string {
  return message
    .replace(/\n\nLINE \d+:[\s\S]*$/u, '')
    .replace(/Referenced column "([^"]*)" not found in FROM clause!/u, 'There is no column "$1" in the tables of FROM.')
    .replace(/\nCandidate bindings: /u, ' Near ones: ')
    .trim();
}

function firstLine(message: string): string {
  return (message.split('\n')[0] ?? message).trim().replace(/\.$/u, '');
}
