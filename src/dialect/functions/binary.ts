import { type CallContext, type FunctionSpec, scalar } from './function-spec.ts';
import { host } from './host-call.ts';

const noHash = (_: unknown, context: CallContext): string => context.refuse('use md5, sha1, sha256 or sha512');

/** Source: the binary functions page of Trino's documentation. */
export const BINARY_FUNCTIONS: readonly FunctionSpec[] = [
  ...['md5', 'sha1', 'sha256'].map((name) => scalar(`${name}(varbinary) -> varbinary`, ([bytes]) => `unhex(${name}(${bytes}))`)),
  scalar('sha512(varbinary) -> varbinary', ([bytes]) => `unhex(${host('sb_sha512', `hex(${bytes})`)})`),
  scalar('crc32(varbinary) -> bigint', noHash),
  scalar('xxhash64(varbinary) -> varbinary', noHash),
  scalar('murmur3(varbinary) -> varbinary', noHash),
  scalar('to_hex(varbinary) -> varchar', ([bytes]) => `hex(${bytes})`),
  scalar('from_hex(varchar) -> varbinary', ([text], context) =>
    context.once(
      text,
      (value) =>
        `CASE WHEN length(${value}) % 2 = 1 THEN ${context.fail('Input length must be even', context.result)} WHEN NOT regexp_full_match(${value}, '[0-9A-Fa-f]*') THEN ${context.fail('Invalid hexadecimal digit', context.result)} ELSE unhex(${value}) END`,
    ),
  ),
  scalar('to_base64(varbinary) -> varchar', ([bytes]) => `base64(${bytes})`),
  scalar('from_base64(varchar) -> varbinary', ([text], context) => fromBase64(text, '[A-Za-z0-9+/]*={0,2}', context)),
  scalar('to_base64url(varbinary) -> varchar', ([bytes]) => `translate(base64(${bytes}), '+/', '-_')`),
  scalar('from_base64url(varchar) -> varbinary', ([text], context) => fromBase64(text, '[A-Za-z0-9_-]*={0,2}', context)),
  scalar('uuid() -> uuid', () => 'uuid()'),
];

/** The padding may be left out. */
function fromBase64(text: string, form: string, context: CallContext): string {
  return context.once(text, (value) => {
    const digits = `translate(rtrim(${value}, '='), '-_', '+/')`;
    return `CASE WHEN ${value} IS NULL THEN NULL WHEN NOT regexp_full_match(${value}, '${form}') OR length(${digits}) % 4 = 1 THEN ${context.fail('Illegal base64 text', context.result)} ELSE from_base64(rpad(${digits}, CAST((length(${digits}) + 3) // 4 * 4 AS INTEGER), '=')) END`;
  });
}
