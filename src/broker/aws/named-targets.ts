import type { PolicyContext } from './policy-context.ts';

const FUNCTION =
  /^(?:arn:aws[a-z-]*:lambda:)?(?:(?<region>[a-z]{2}(?:-[a-z]+)+-\d):)?(?:(?<account>\d{12}):)?(?:function:)?(?<name>[A-Za-z0-9_-]{1,140})(?::(?<qualifier>\$LATEST|[A-Za-z0-9_-]{1,128}))?$/u;

/** Characters of a function's name or ARN. */
const LONGEST_NAME = 300;

type FunctionName = { region?: string; account?: string; name: string; qualifier?: string };

function functionOf(text: string): FunctionName | undefined {
  if (text.length > LONGEST_NAME) return undefined;
  const groups = FUNCTION.exec(text)?.groups as Partial<FunctionName> | undefined;
  return groups?.name === undefined ? undefined : { ...groups, name: groups.name };
}

/** Why a function may not be invoked: only those that the site's policy names, in the account and region. */
export function refusedFunction(text: string, qualifier: string | undefined, context: PolicyContext): string | undefined {
  const wanted = functionOf(text);
  if (wanted === undefined) return `"${text.slice(0, 120)}" is no name or ARN of a function`;
  const { config, account_id, site } = context;
  const isHere =
    (wanted.region === undefined || wanted.region === config.region) &&
    (wanted.account === undefined || wanted.account === account_id);
  const isNamed = site.lambda_functions.some((entry) => {
    const allowed = functionOf(entry);
    if (allowed === undefined || allowed.name !== wanted.name) return false;
    if (allowed.region !== undefined && allowed.region !== config.region) return false;
    if (allowed.account !== undefined && allowed.account !== account_id) return false;
    return allowed.qualifier === undefined || allowed.qualifier === (qualifier ?? wanted.qualifier);
  });
  if (isHere && isNamed) return undefined;
  return `The function "${text.slice(0, 120)}" is none that the site lets be invoked; whoever hosts the page can add it to policy.lambda_functions in sandbank.config.json`;
}

/** Why nothing may be published to a topic. */
export function refusedTopic(arn: string, { site }: PolicyContext): string | undefined {
  if (site.sns_topics.includes(arn)) return undefined;
  return `The topic "${arn.slice(0, 120)}" is none that the site lets be published to; whoever hosts the page can add its ARN to policy.sns_topics in sandbank.config.json`;
}
