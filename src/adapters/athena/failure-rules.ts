import { nearNames } from './near-names.ts';
import type { FailureContext, Fix } from './query-failure.ts';

/** `types`: numbers of Athena's error catalog that mean the same where its words are none that are known. */
type Rule = {
  name: string;
  when: RegExp;
  types?: readonly number[];
  fix: (found: RegExpExecArray | undefined, context: FailureContext) => Fix;
};

const says = (text: string) => (): Fix => ({ text });

/** In the order in which they are looked at. Wordings are Athena's (its user guide, "Troubleshoot issues" and "Error catalog"). */
export const FAILURE_RULES: readonly Rule[] = [
  {
    name: 'bytes scanned limit',
    when: /bytes scanned limit was exceeded/iu,
    fix: (_, { target, bytes_cutoff }) => ({
      text: `The workgroup "${target.workgroup}" ends a query that scans more than ${bytes_cutoff === undefined ? 'its limit' : sizeText(bytes_cutoff)}; what was scanned until then is charged. Name only the columns that you need, filter on the partition columns (billing_period, or year and month), or ask for a higher limit of the workgroup.`,
    }),
  },
  {
    name: 'kms',
    when: /not authorized to perform: (kms:\w+)|KMS\.?AccessDenied|encrypting query results with KMS key[\s\S]*AccessDenied/u,
    fix: (found) => ({
      text: `Whoever manages the role must allow ${found?.[1] ?? 'kms:Decrypt and kms:GenerateDataKey'} on the key with which the bucket is encrypted, in the role's policy and in the key's.`,
    }),
  },
  {
    name: 'iam action',
    when: /not authorized to perform: ([a-z0-9-]+:\w+)(?: on (?:the )?resource:? (arn:\S+))?/iu,
    fix: (found) => ({
      text: `Whoever manages the role that you are signed in with must allow ${found?.[1] ?? ''}${found?.[2] === undefined ? '' : ` on ${found[2]}`}.${found?.[1]?.startsWith('glue:') === true ? ' A query reads the catalog by glue:GetDatabase, glue:GetTable and glue:GetPartitions.' : ''}`,
    }),
  },
  {
    name: 'lake formation',
    when: /Lake ?Formation permission/iu,
    types: [234, 1700],
    fix: says(
      'Whoever manages Lake Formation must grant the role that you are signed in with Select on the table, and Describe on its database.',
    ),
  },
  {
    name: 'result location denied',
    when: /Access denied when writing output to url: (s3:\/\/\S+)/u,
    types: [401, 402],
    fix: (found) => ({
      text: `The role that you are signed in with must be allowed s3:PutObject and s3:GetObject on the place of results${bucketOf(found?.[1])}, and s3:GetBucketLocation on its bucket; where the bucket is encrypted with a key of KMS, kms:GenerateDataKey and kms:Decrypt on that key.`,
    }),
  },
  {
    name: 'another region',
    when: /bucket is in this region: ([a-z0-9-]+)|PermanentRedirect|must be addressed using the specified endpoint|bucket [^.]* in (?:a|another) different region/iu,
    fix: (found) => ({
      text: `The bucket is in another region than Athena${found?.[1] === undefined ? '' : `: ${found[1]}`}. A query's results must go to a bucket of the region that the site names, and its data be there too, or be read by a workgroup of that region.`,
    }),
  },
  {
    name: 's3 denied',
    when: /Permission denied on S3 path:? (s3:\/\/\S+)|(?:Service: (?:Amazon )?S3|AmazonS3|S3Exception)[\s\S]*(?:AccessDenied|Access Denied|Status Code: 403)|Access Denied[\s\S]*Service: (?:Amazon )?S3/u,
    types: [1501],
    fix: (found) => ({
      text: `Whoever manages the role that you are signed in with must allow s3:GetObject on the data${bucketOf(found?.[1])} and s3:ListBucket on its bucket.`,
    }),
  },
  {
    name: 'permissions',
    when: /Insufficient permissions to execute the query|AccessDeniedException/u,
    types: [1500],
    fix: says(
      'Whoever manages the role that you are signed in with must allow a query to read the catalog (glue:GetDatabase, glue:GetTable, glue:GetPartitions) and the data (s3:GetObject, s3:ListBucket) of the tables that it names.',
    ),
  },
  {
    name: 'no output location',
    when: /No output location provided/iu,
    fix: (_, { target }) => ({
      text: `Set the location of query results of the workgroup "${target.workgroup}" in the Athena console, or name aws.athena.output_location ("s3://bucket/prefix/") in sandbank.config.json.`,
    }),
  },
  {
    name: 'output bucket',
    when: /Unable to verify\/create output bucket ?([a-z0-9.-]*)|location provided to save your query results is invalid|outputLocation is not a valid S3 path/iu,
    types: [1306],
    fix: (found) => ({
      text: `Look whether the bucket of results${found?.[1] === undefined || found[1] === '' ? '' : ` (${found[1]})`} is there, in the region that the site names, and whether the role may do s3:GetBucketLocation on it and s3:PutObject under its prefix.`,
    }),
  },
  {
    name: 'workgroup',
    when: /WorkGroup (?:\S+ )?is (?:not found|disabled)/iu,
    fix: says(
      "Choose another workgroup on the Data page, or ask whoever manages it to enable it; a workgroup is of one region, the configuration's aws.region.",
    ),
  },
  {
    name: 'reserved capacity',
    when: /reserved capacity limit|Insufficient capacity/iu,
    types: [1602],
    fix: says('Run it again in a few minutes, or ask whoever manages the capacity reservation for more.'),
  },
  {
    name: 'throttled',
    when: /Rate exceeded|TooManyRequests|Throttl|SlowDown|reduce your request rate|CONCURRENT_QUERY_LIMIT|too many (?:concurrent|queries)/iu,
    types: [1400, 1401, 1402, 1403, 1404, 1405, 1406],
    fix: says(
      'Too many queries or requests run in this account at once. Run it again in a minute; where it goes on, fewer queries at a time, or a higher quota of Athena.',
    ),
  },
  {
    name: 'memory',
    when: /exhausted resources at this scale factor|EXCEEDED_\w*MEMORY\w*|exceeded (?:per-node|distributed|local) \w*\s?memory|INSUFFICIENT_RESOURCES/iu,
    types: [0, 1, 2, 3, 4, 5, 6, 7, 8],
    fix: says(
      'The query needs more memory than Athena gives one. Read fewer columns and a shorter period, aggregate before you join, leave ORDER BY out or add LIMIT, and take approx_distinct(x) for count(DISTINCT x).',
    ),
  },
  {
    name: 'timeout',
    when: /Query time(?:out|d out)|EXCEEDED_TIME_LIMIT/iu,
    types: [206, 210],
    fix: says(
      "The query took longer than Athena's limit (30 minutes where nothing else is set). Read fewer columns and a shorter period, or build the result in steps.",
    ),
  },
  {
    name: 'table not found',
    when: /TABLE_NOT_FOUND|Table '?"?[\w.$@-]+"?'? does not exist|Table not found/u,
    types: [1110, 1301],
    fix: tableFix,
  },
  {
    name: 'schema not found',
    when: /(?:Schema|Database) '?[\w$@-]+'? (?:does not exist|not found)|SCHEMA_NOT_FOUND/u,
    fix: (_, { target }) => ({
      text: `The query goes to the database "${target.database}" of the catalog "${target.catalog}" where it names none; choose another on the Data page, or write database.table.`,
    }),
  },
  {
    name: 'catalog not found',
    when: /CATALOG_NOT_FOUND|Catalog '?[\w-]+'? (?:does not exist|not found)/u,
    fix: says('Choose a catalog that there is on the Data page; that of AWS Glue is AwsDataCatalog.'),
  },
  {
    name: 'column not found',
    when: /COLUMN_NOT_FOUND|Column '[^']+' cannot be resolved/u,
    fix: columnFix,
  },
  {
    name: 'function not found',
    when: /FUNCTION_NOT_FOUND|Function '?[\w.]+'? not registered/u,
    types: [1303],
    fix: (found) => about('Look at its spelling; Athena has the functions of Trino.', nameIn(found, /Function '?([\w.]+)'? /u)),
  },
  {
    name: 'aggregate',
    when: /must be an aggregate expression or appear in GROUP BY|EXPRESSION_NOT_AGGREGATE/u,
    fix: says('Add it to GROUP BY, or put it in an aggregate such as max(…) or arbitrary(…).'),
  },
  {
    name: 'type mismatch',
    when: /TYPE_MISMATCH|Cannot apply operator|Unexpected parameters|cannot be applied to/u,
    fix: says(
      "Bring both sides to one type: CAST(x AS varchar), CAST(x AS date), DATE '2026-11-01', TIMESTAMP '2026-11-01 00:00:00'.",
    ),
  },
  {
    name: 'bad data',
    when: /HIVE_BAD_DATA|HIVE_CURSOR_ERROR|HIVE_INVALID_PARTITION_VALUE/u,
    types: [1001, 1002, 1007],
    fix: says(
      "A file of the table holds another type than the table's definition says, or is damaged. Leave the column out, or have the table made anew (a crawler's next run) with the type that the message names.",
    ),
  },
  {
    name: 'partition schema',
    when: /HIVE_PARTITION_SCHEMA_MISMATCH/u,
    fix: says(
      "A partition declares another type of this column than the table. Have the partitions take over the table's columns (a crawler's option), or make them anew: ALTER TABLE … DROP PARTITION, then MSCK REPAIR TABLE.",
    ),
  },
  {
    name: 'files',
    when: /HIVE_CANNOT_OPEN_SPLIT|HIVE_FILESYSTEM_ERROR|HIVE_FILE_NOT_FOUND|NoSuchKey|PATH_NOT_FOUND/u,
    types: [1109, 1302],
    fix: says(
      'A file of the table could not be read: it was replaced while the query ran, which a new run mends (a cost report is written several times a day), or it was moved away.',
    ),
  },
  {
    name: 'catalog metadata',
    when: /HIVE_METASTORE_ERROR|HIVE_INVALID_METADATA|HIVE_UNSUPPORTED_FORMAT|HIVE_UNKNOWN_ERROR/u,
    types: [204, 1701],
    fix: says(
      "The table's definition in the catalog is not one that Athena can read (two columns of one name, no columns, an unknown format). Whoever made the table must mend it in AWS Glue.",
    ),
  },
  {
    name: 'division',
    when: /DIVISION_BY_ZERO|Division by zero/u,
    fix: says('Divide by nullif(x, 0): the result is NULL there.'),
  },
  {
    name: 'cast',
    when: /INVALID_CAST_ARGUMENT|Cannot cast|INVALID_FUNCTION_ARGUMENT|NUMERIC_VALUE_OUT_OF_RANGE/u,
    types: [1106],
    fix: says('try_cast(x AS type) and try(…) give NULL for values that are none.'),
  },
  {
    name: 'syntax',
    when: /mismatched input|no viable alternative|extraneous input|missing '?\w+'? at|token recognition|SYNTAX_ERROR|MALFORMED_QUERY|ParseException/iu,
    types: [1006],
    fix: says(`In Athena's SQL texts stand in 'single quotes' and names in "double quotes".`),
  },
  {
    name: 'not supported',
    when: /NOT_SUPPORTED|not supported/iu,
    types: [1200, 1202],
    fix: says('Athena has no such statement or option; ask for it in another way.'),
  },
  {
    name: 'stopped',
    when: /cancell?ed by user|was cancell?ed in AWS|Query cancell?ed/iu,
    types: [1011, 1014],
    fix: says('Someone stopped it in AWS, or a limit of the account did. Run it again if that was not meant.'),
  },
  {
    name: 'fault of athena',
    when: /INTERNAL_ERROR|Internal (?:service )?error|ABANDONED_QUERY|gave no reason/iu,
    types: [100, 200, 201, 202, 203, 205, 240, 300, 301, 302, 303, 400, 1010, 9999],
    fix: says(
      'This is a fault of Athena, not of the query: run it again, and look at the AWS Health Dashboard where it goes on.',
    ),
  },
];

function about(text: string, construct: string | undefined): Fix {
  return construct === undefined ? { text } : { text, construct };
}

/** The name in the whole of what Athena said. */
function nameIn(found: RegExpExecArray | undefined, pattern: RegExp): string | undefined {
  const [, name, other] = pattern.exec(found?.input ?? '') ?? [];
  return name ?? other;
}

function tableFix(found: RegExpExecArray | undefined, { target, tables }: FailureContext): Fix {
  const full = nameIn(found, /Table '?"?([\w.$@-]+)"?'? does not exist|Table not found:? '?([\w.$@-]+)/u) ?? '';
  const name = full.slice(full.lastIndexOf('.') + 1);
  const names = tables.map((table) => table.name);
  const near = nearNames(name, names);
  const where = `the database "${target.database}"`;
  const text =
    near.length > 0
      ? `Did you mean ${near.join(' or ')}?`
      : names.length > 0
        ? `${where[0]?.toUpperCase() ?? ''}${where.slice(1)} has ${names.slice(0, 10).join(', ')}${names.length > 10 ? ` and ${names.length - 10} more` : ''}.`
        : `Look on the Data page whether ${where} is the one that you mean; another is written database.table.`;
  return about(text, name === '' ? undefined : name);
}

/** Athena says the same of a column that there is not and of one that may not be read. */
function columnFix(found: RegExpExecArray | undefined, { tables }: FailureContext): Fix {
  const name = nameIn(found, /Column '([^']+)'/u);
  const quotes = "A text stands in 'single quotes'.";
  if (name === undefined) return { text: `describe_table lists the columns of a table. ${quotes}` };
  const columns = new Set(tables.flatMap((table) => table.columns.map((column) => column.name)));
  const near = nearNames(name.slice(name.lastIndexOf('.') + 1), [...columns]);
  const hint = near.length > 0 ? `Did you mean ${near.join(' or ')}?` : 'describe_table lists the columns of a table.';
  return about(`${hint} ${quotes}`, name);
}

function bucketOf(address: string | undefined): string {
  const bucket = /^s3:\/\/([^/\s]+)/u.exec(address ?? '')?.[1];
  return bucket === undefined ? '' : ` (arn:aws:s3:::${bucket}/*)`;
}

const UNITS = ['bytes', 'KB', 'MB', 'GB', 'TB'];

function sizeText(bytes: number): string {
  let unit = 0;
  let value = bytes;
  while (value >= 1024 && unit < UNITS.length - 1) {
    value /= 1024;
    unit++;
  }
  return `${unit === 0 || value >= 100 || Number.isInteger(value) ? Math.round(value) : value.toFixed(1)} ${UNITS[unit] ?? ''}`;
}
