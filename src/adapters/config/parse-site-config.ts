import { ToolInputError } from '../../core/app-error.ts';
import { siteConfigSchema, type SiteConfig } from '../../core/config.ts';
import { embedOriginProblem } from '../../core/embed-origin.ts';
import { modelAddressProblem } from '../../core/model-address.ts';
import { described, toldProblems } from './config-problem.ts';
import { awsProblems } from './parse-aws-config.ts';

/** The file's name, beside `index.html`. */
export const CONFIG_FILE = 'sandbank.config.json';

/** Reads the file's text. Throws `ToolInputError` that names the file, and of each problem the key's path, its value and the fix. */
export function parseSiteConfig(text: string): SiteConfig {
  const value = fromJson(text.replace(/^\uFEFF/u, ''));
  const parsed = siteConfigSchema.safeParse(value, { reportInput: true });
  const problems = parsed.success ? rulesBroken(parsed.data) : parsed.error.issues.map(described);
  if (parsed.success && problems.length === 0) return parsed.data;
  throw new ToolInputError(`${CONFIG_FILE}: ${toldProblems(problems)}`);
}

function fromJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new ToolInputError(`${CONFIG_FILE} is no JSON (${reason}). Mend it there; {} is a whole configuration.`, { cause });
  }
}

/** What the schema can't say. */
function rulesBroken({ models, aws, embed_origins }: SiteConfig): string[] {
  const addresses = models.flatMap(({ base_url }, index) => {
    const problem = base_url === undefined ? undefined : modelAddressProblem(base_url, URL.parse(base_url));
    return problem === undefined ? [] : [`models[${index}].base_url: ${problem}`];
  });
  const first = new Map<string, number>();
  const repeated = models.flatMap(({ id }, index) => {
    const before = first.get(id);
    if (before === undefined) first.set(id, index);
    return before === undefined ? [] : [`models[${index}].id: "${id}" is that of models[${before}] too; give each its own`];
  });
  const missing = models.flatMap(({ kind, base_url }, index) =>
    kind === 'openai-compatible' && base_url === undefined
      ? [`models[${index}].base_url: is missing; a model of kind "openai-compatible" needs it ("http://localhost:11434/v1")`]
      : [],
  );
  const embedders = embed_origins.flatMap((origin, index) => {
    const problem = embedOriginProblem(origin, URL.parse(origin)) ?? repeatedOrigin(embed_origins, index);
    return problem === undefined ? [] : [`embed_origins[${index}]: ${problem}`];
  });
  return [...addresses, ...missing, ...repeated, ...(aws === undefined ? [] : awsProblems(aws, 'aws')), ...embedders];
}

function repeatedOrigin(origins: readonly string[], index: number): string | undefined {
  const before = origins.indexOf(origins[index] ?? '');
  return before < index ? `"${origins[index]}" is that of embed_origins[${before}] too; name it once` : undefined;
}
