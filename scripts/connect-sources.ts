import { awsRegions, serviceOrigin } from '../src/core/aws/aws-address.ts';
import { bedrockOrigin, bedrockRegions } from '../src/core/bedrock-regions.ts';

/**
 * Where AWS answers a page whose AWS side was set up by hand: every region, since the page's policy is older than what is set up. Not S3,
 * where anybody's bucket would be a way out (buckets come from the site's configuration alone), and not what does more than read (Lambda,
 * SNS). Of the hosts that people sign in at, Cognito's own are admitted by region, since each pool has its own prefix; an issuer or a
 * domain of a company comes from the configuration.
 */
export const awsSources: readonly string[] = [
  ...awsRegions.flatMap((region) => [
    ...(['cognito-identity', 'sts', 'athena', 'glue', 'cloudwatch', 'ec2'] as const).map((service) =>
      serviceOrigin(service, region),
    ),
    `https://*.auth.${region}.amazoncognito.com`,
  ]),
  ...(['ce', 'organizations', 'pricing'] as const).map((service) => serviceOrigin(service, 'us-east-1')),
];

/** Where the page may send a request: its own host, AWS, the model providers, and models on this computer. */
export const builtInSources: readonly string[] = [
  "'self'",
  'https://generativelanguage.googleapis.com',
  'https://api.openai.com',
  'https://api.anthropic.com',
  'https://api.groq.com',
  'https://openrouter.ai',
  ...bedrockRegions.map(bedrockOrigin),
  ...awsSources,
  'http://localhost:*',
  'http://127.0.0.1:*',
];

/** The policy's `connect-src`. `extra`: origins that the site's configuration names. */
export function connectDirective(extra: readonly string[] = []): string {
  return `connect-src ${[...new Set([...builtInSources, ...extra])].join(' ')}`;
}
