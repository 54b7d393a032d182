import { ToolInputError } from '../../core/app-error.ts';
import { awsRegions, poolRegion } from '../../core/aws/aws-address.ts';
import { awsConfigSchema, endpointNames, type AwsConfig, type SignInConfig } from '../../core/aws/aws-config.ts';
import { isLoopback } from '../../core/model-address.ts';
import { described, shown, toldProblems } from './config-problem.ts';

/** Takes what a person gives by hand for the key `aws`. Throws `ToolInputError` that names of each problem the key, its value and the fix. */
export function parseAwsConfig(value: unknown): AwsConfig {
  const parsed = awsConfigSchema.safeParse(value, { reportInput: true });
  const problems = parsed.success ? awsProblems(parsed.data, '') : parsed.error.issues.map(described);
  if (parsed.success && problems.length === 0) return parsed.data;
  throw new ToolInputError(`aws: ${toldProblems(problems)}`);
}

/** What the schema can't say. `at`: the path of the configuration itself. */
export function awsProblems(config: AwsConfig, at: string): string[] {
  const { region, identity_pool_id, sign_in, athena, buckets, endpoints } = config;
  const found: Problem[] = [
    { key: 'region', problem: regionProblem(region, region) },
    { key: 'identity_pool_id', problem: regionProblem(identity_pool_id, poolRegion(identity_pool_id)) },
    { key: 'role_arn', problem: roleProblem(config) },
    ...signInProblems(sign_in),
    ...repeated('athena.workgroups', athena?.workgroups ?? []),
    ...repeated(
      'buckets',
      buckets.map(({ name }) => name),
    ),
    ...buckets.flatMap(({ name, prefixes = [] }, index) => [
      { key: `buckets[${index}].name`, problem: bucketProblem(name) },
      ...prefixes.map((prefix, place) => ({ key: `buckets[${index}].prefixes[${place}]`, problem: prefixProblem(prefix) })),
    ]),
    { key: 'athena.output_location', problem: bucketProblem(resultBucket(athena?.output_location)) },
    ...endpointNames.map((name) => ({
      key: `endpoints.${name}`,
      problem: addressProblem(endpoints[name], 'http://127.0.0.1:4566'),
    })),
  ];
  return found.flatMap(({ key, problem }) => (problem === undefined ? [] : [`${at === '' ? '' : `${at}.`}${key}: ${problem}`]));
}

type Problem = { key: string; problem: string | undefined };

/** The bucket of "s3://bucket/prefix/". */
export function resultBucket(location: string | undefined): string | undefined {
  return location === undefined ? undefined : /^s3:\/\/([^/]+)/u.exec(location)?.[1];
}

function signInProblems(sign_in: SignInConfig): Problem[] {
  if (sign_in.kind === 'cognito') {
    const { user_pool_id, domain } = sign_in;
    const example = `https://your-prefix.auth.${poolRegion(user_pool_id)}.amazoncognito.com`;
    return [
      { key: 'sign_in.user_pool_id', problem: regionProblem(user_pool_id, poolRegion(user_pool_id)) },
      {
        key: 'sign_in.domain',
        problem: addressProblem(domain, example) ?? pathProblem(domain) ?? domainProblem(domain, poolRegion(user_pool_id)),
      },
    ];
  }
  const example = 'https://login.example.com';
  return [
    { key: 'sign_in.issuer', problem: addressProblem(sign_in.issuer, example) },
    ...(['authorization_endpoint', 'token_endpoint', 'end_session_endpoint'] as const).map((name) => ({
      key: `sign_in.${name}`,
      problem: addressProblem(sign_in[name], `${example}/oauth2/${name.replace('_endpoint', '')}`),
    })),
  ];
}

const OTHER_REGIONS = ['cn-north-1', 'cn-northwest-1', 'us-gov-east-1', 'us-gov-west-1', 'eusc-de-east-1'];
const areaOf = (region: string) => region.replace(/-\d$/u, '');
const areas = [...new Set([...awsRegions, ...OTHER_REGIONS].map(areaOf))];

/** A new region is most often one more of an area that there is. */
function regionProblem(text: string, region: string): string | undefined {
  const area = areaOf(region);
  if (areas.includes(area)) return undefined;
  const sorted = (name: string) => name.split('').toSorted().join('');
  const near = areas.find((name) => sorted(name) === sorted(area)) ?? areas.find((name) => name.slice(0, 4) === area.slice(0, 4));
  const meant = near === undefined ? '' : `; did you mean ${near}${region.slice(area.length)}?`;
  return `got ${shown(text)}, but ${region} is no AWS region${meant}`;
}

function domainProblem(domain: string, region: string): string | undefined {
  const { hostname } = new URL(domain);
  const said = /\.auth(?:-fips)?\.([a-z0-9-]+)\.amazoncognito\.com$/u.exec(hostname)?.[1];
  if (hostname.endsWith('.amazoncognito.com') && said === undefined)
    return `got ${shown(domain)}, wants https://your-prefix.auth.${region}.amazoncognito.com`;
  if (said === undefined || said === region) return undefined;
  return `got ${shown(domain)}, which is of the region ${said}, but the user pool is of ${region}; copy both from the same pool`;
}

function pathProblem(domain: string): string | undefined {
  const { pathname, origin } = new URL(domain);
  return pathname === '/' ? undefined : `got ${shown(domain)}, wants the address alone, without a path: ${origin}`;
}

function addressProblem(text: string | undefined, example: string): string | undefined {
  if (text === undefined) return undefined;
  const url = URL.parse(text);
  if (url === null) return `got ${shown(text)}, which is no address; give one such as ${example}`;
  const { protocol, hostname, username, password, search, hash } = url;
  // Not shown: it holds a password.
  if (username !== '' || password !== '') return 'holds a user name or password; leave them out';
  if (protocol !== 'https:' && protocol !== 'http:') return `got ${shown(text)}, wants a web address that begins with https://`;
  if (protocol === 'http:' && !isLoopback(hostname))
    return `got ${shown(text)}, which would send tokens and data unencrypted; use https://, or http:// for this computer only (localhost, 127.0.0.1)`;
  if (hostname.startsWith('['))
    return `got ${shown(text)}, which names its host by an IPv6 address, which a page's policy cannot; give its name`;
  if (hostname.includes('*') || /[;,'"\s]/u.test(text)) return `got ${shown(text)}, wants one exact host`;
  if (search !== '' || hash !== '') return `got ${shown(text)}, wants an address without "?" and "#"`;
  return undefined;
}

function roleProblem({ role_arn, account_id }: AwsConfig): string | undefined {
  const account = role_arn?.split(':')[4];
  if (account === undefined || account_id === undefined || account === account_id) return undefined;
  return `is a role of the account ${account}, but account_id is ${account_id}; give the role of that account, or the other account`;
}

function bucketProblem(name: string | undefined): string | undefined {
  if (name === undefined) return undefined;
  if (/\.\.|\.-|-\./u.test(name) || /^\d+\.\d+\.\d+\.\d+$/u.test(name))
    return `got ${shown(name)}, which no bucket can be called; copy the name from the console of S3`;
  return undefined;
}

function prefixProblem(prefix: string): string | undefined {
  if (!prefix.startsWith('/') && !prefix.startsWith('s3:')) return undefined;
  return `got ${shown(prefix)}, wants the beginning of keys as S3 has them, without bucket and leading slash, such as "reports/"`;
}

function repeated(key: string, names: readonly string[]): Problem[] {
  return names.flatMap((name, index) => {
    const before = names.indexOf(name);
    return before === index
      ? []
      : [{ key: `${key}[${index}]`, problem: `${shown(name)} stands at [${before}] already; take one out` }];
  });
}
