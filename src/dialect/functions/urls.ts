import { type FunctionSpec, scalar } from './function-spec.ts';
import { checked, host } from './host-call.ts';

const part = (name: string): FunctionSpec =>
  scalar(`url_extract_${name}(varchar) -> varchar`, ([url]) => host('sb_url', url, `'${name}'`));

/** Source: the URL functions page of Trino's documentation. What is no URL has no parts: NULL. */
export const URL_FUNCTIONS: readonly FunctionSpec[] = [
  ...['fragment', 'host', 'path', 'protocol', 'query'].map(part),
  scalar('url_extract_port(varchar) -> bigint', ([url]) => `CAST(${host('sb_url', url, "'port'")} AS BIGINT)`),
  scalar('url_extract_parameter(varchar, varchar) -> varchar', ([url, name], context) =>
    checked(host('sb_url_parameter', url, name), context),
  ),
  scalar('url_encode(varchar) -> varchar', ([text]) => host('sb_url_encode', text)),
  scalar('url_decode(varchar) -> varchar', ([text], context) => checked(host('sb_url_decode', text), context)),
];
