import { SCHEMAS } from '../../../../workers/engine/protocol.ts';
import { text } from '../sql-text.ts';

/** The type of tags and other maps: texts by text. */
export const MAP_TYPE = 'MAP(VARCHAR, VARCHAR)';

/** The type of discounts: amounts by text. */
export const AMOUNT_MAP_TYPE = 'MAP(VARCHAR, DECIMAL(18,10))';

export const isMapType = (type: string): boolean => type === MAP_TYPE || type === AMOUNT_MAP_TYPE;

const OWN = SCHEMAS.localData;

/** A text that is a JSON object (`{"user_team": "search"}`) as a map of texts; NULL for what is none. Needs `JSON_MAP_SQL`. */
export function jsonMap(source: string): string {
  return `${OWN}.json_map(${source})`;
}

/** A map of texts as one of amounts; what is no number is no entry. */
export function amountMap(map: string): string {
  return `map_from_entries(list_filter(list_transform(map_entries(${map}), lambda entry: {'k': entry.key, 'v': TRY_CAST(entry.value AS DECIMAL(18,10))}), lambda entry: entry.v IS NOT NULL))`;
}

const STRING = String.raw`"(?:[^"\\]|\\.)*"`;
const VALUE = String.raw`(?:${STRING}|[^",{}\[\]\s]+)`;
const MEMBER = String.raw`(${STRING})\s*:\s*(${VALUE})`;
const OBJECT = String.raw`\s*\{\s*${STRING}\s*:\s*${VALUE}\s*(?:,\s*${STRING}\s*:\s*${VALUE}\s*)*\}\s*`;
/** A pair of escapes that is one character, an escape, or what needs none. */
const PIECE = String.raw`\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|\\u[0-9a-fA-F]{4}|\\.|[^\\]+`;

const code = (from: number) => `CAST('0x' || substr(piece, ${from}, 4) AS INTEGER)`;

/** The text of a JSON string's inside. */
const JSON_TEXT = `CREATE OR REPLACE MACRO ${OWN}.json_text(written) AS
  CASE WHEN NOT contains(written, '\\') THEN written ELSE
    array_to_string(list_transform(regexp_extract_all(written, ${text(PIECE)}), lambda piece: CASE
      WHEN NOT starts_with(piece, '\\') THEN piece
      WHEN length(piece) = 12 THEN chr(65536 + (${code(3)} - 55296) * 1024 + ${code(9)} - 56320)
      WHEN length(piece) = 6 THEN chr(CASE WHEN ${code(3)} BETWEEN 55296 AND 57343 THEN 65533 ELSE ${code(3)} END)
      ELSE CASE substr(piece, 2, 1) WHEN 'n' THEN chr(10) WHEN 't' THEN chr(9) WHEN 'r' THEN chr(13) WHEN 'b' THEN chr(8)
        WHEN 'f' THEN chr(12) ELSE substr(piece, 2, 1) END END), '') END`;

/** A map of the names and values of an object as they are written; of a name that comes twice the first counts, and null is no value. */
const JSON_MEMBERS = `CREATE OR REPLACE MACRO ${OWN}.json_members(names, written) AS
  map_from_entries(list_transform(list_filter(list_zip(list_transform(names, lambda name: ${OWN}.json_text(name[2:-2])), written),
    lambda member, place: member[2] <> 'null' AND list_position(names, names[place]) = place),
    lambda member: {'k': member[1], 'v': CASE WHEN starts_with(member[2], '"') THEN ${OWN}.json_text(member[2][2:-2]) ELSE member[2] END}))`;

/** Whether a text without escapes, taken apart at its quotes, is an object of texts with different names. */
const JSON_IS_PLAIN = `CREATE OR REPLACE MACRO ${OWN}.json_is_plain(parts) AS
  len(parts) % 4 = 1 AND trim(parts[1]) = '{' AND trim(parts[-1]) = '}'
  AND translate(array_to_string(parts[3:-1:4], ''), ' ', '') = repeat(':', len(parts) // 4)
  AND translate(array_to_string(parts[5:-2:4], ''), ' ', '') = repeat(',', len(parts) // 4 - 1)
  AND list_unique(parts[2:-1:4]) = len(parts) // 4`;

/** Of an object of texts with different names and no escapes; NULL for any other. The list of one is so that it is split once. */
const JSON_PLAIN = `CREATE OR REPLACE MACRO ${OWN}.json_plain(written) AS
  CASE WHEN NOT contains(written, '\\') THEN list_transform([string_split(written, '"')], lambda parts:
    CASE WHEN ${OWN}.json_is_plain(parts) THEN map(parts[2:-1:4], parts[4:-1:4]) END)[1] END`;

const JSON_ANY = `CREATE OR REPLACE MACRO ${OWN}.json_any(written) AS CASE
  WHEN regexp_full_match(written, '\\s*\\{\\s*\\}\\s*') THEN CAST(map([], []) AS ${MAP_TYPE})
  WHEN regexp_full_match(written, ${text(OBJECT)})
    THEN ${OWN}.json_members(regexp_extract_all(written, ${text(MEMBER)}, 1), regexp_extract_all(written, ${text(MEMBER)}, 2)) END`;

/**
 * This build of DuckDB has no JSON functions. Objects of texts without an escape, which is what AWS writes nearly always, are taken
 * apart at their quotes; any other by regular expressions, and then its escapes one by one.
 */
const JSON_MAP = `CREATE OR REPLACE MACRO ${OWN}.json_map(written) AS
  coalesce(${OWN}.json_plain(written), ${OWN}.json_any(written))`;

/** The macros, in the order in which they must be made. */
export const JSON_MAP_SQL: readonly string[] = [JSON_TEXT, JSON_MEMBERS, JSON_IS_PLAIN, JSON_PLAIN, JSON_ANY, JSON_MAP];
