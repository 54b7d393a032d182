import type { CodeFindings } from '../../src/core/ports/code-analysis.ts';

/**
 * What was found, a line each: "query reads cur", "aws athena StartQueryExecution", "writes data/a.csv", "network fetch", "dynamic eval",
 * "import boto3 (package)", "param month". What is not known is "?". Imports of the language's own and the sandbox's functions are left out.
 */
export function summaryOf(findings: CodeFindings): string[] {
  const { syntax_error, queries, aws, files, network, dynamic, imports, params } = findings;
  return [
    ...(syntax_error === undefined ? [] : [`syntax error ${syntax_error.line}: ${syntax_error.message}`]),
    ...queries.map(({ effect, tables }) => `query ${effectOf(effect)} ${tables.join(' ') || '?'}`),
    ...aws.map(({ service, operation }) => `aws ${service ?? '?'} ${operation ?? '?'}`),
    ...files.map(({ path, access }) => `${access === 'unknown' ? 'touches' : `${access}s`} ${path ?? '?'}`),
    ...network.map(({ what }) => `network ${what}`),
    ...dynamic.map(({ what }) => `dynamic ${what}`),
    ...imports.filter(({ kind }) => kind !== 'built in').map(({ name, kind }) => `import ${name} (${kind})`),
    ...params.map((name) => `param ${name}`),
  ].filter((line, at, all) => all.indexOf(line) === at);
}

function effectOf(effect: CodeFindings['queries'][number]['effect']): string {
  if (effect === 'read') return 'reads';
  return effect === 'unknown' ? 'does ? with' : `writes (${effect.writes})`;
}

/** What is found in code that touches nothing. */
export const noFindings = (language: CodeFindings['language']): CodeFindings => ({
  language,
  imports: [],
  calls: [],
  queries: [],
  aws: [],
  files: [],
  network: [],
  dynamic: [],
  params: [],
  capabilities: [],
});
