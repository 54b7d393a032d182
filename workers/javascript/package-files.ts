import coreUrl from '../../.cache/javascript/aws-sdk-core.bin?url';
import athenaUrl from '../../.cache/javascript/client-athena.bin?url';
import cloudwatchUrl from '../../.cache/javascript/client-cloudwatch.bin?url';
import costExplorerUrl from '../../.cache/javascript/client-cost-explorer.bin?url';
import ec2Url from '../../.cache/javascript/client-ec2.bin?url';
import glueUrl from '../../.cache/javascript/client-glue.bin?url';
import lambdaUrl from '../../.cache/javascript/client-lambda.bin?url';
import organizationsUrl from '../../.cache/javascript/client-organizations.bin?url';
import pricingUrl from '../../.cache/javascript/client-pricing.bin?url';
import s3Url from '../../.cache/javascript/client-s3.bin?url';
import snsUrl from '../../.cache/javascript/client-sns.bin?url';
import stsUrl from '../../.cache/javascript/client-sts.bin?url';
import sizes from '../../.cache/javascript/sizes.json';
import type { RuntimeAsset } from '../kit/runtime-descriptor.ts';
import { clientPackages, SDK_CORE } from './packages.ts';

const urls: Record<string, string> = {
  'client-athena': athenaUrl,
  'client-cloudwatch': cloudwatchUrl,
  'client-cost-explorer': costExplorerUrl,
  'client-ec2': ec2Url,
  'client-glue': glueUrl,
  'client-lambda': lambdaUrl,
  'client-organizations': organizationsUrl,
  'client-pricing': pricingUrl,
  'client-s3': s3Url,
  'client-sns': snsUrl,
  'client-sts': stsUrl,
};

/** The packages as files. Those under `.cache/javascript` are made by `scripts/javascript/build-packages.ts`. */
export const packageFiles: RuntimeAsset[] = [
  { name: SDK_CORE, url: coreUrl, bytes: sizes[SDK_CORE], encoding: 'gzip' },
  ...clientPackages.map(({ name, file }): RuntimeAsset => {
    const url = urls[file];
    if (url === undefined) throw new Error(`the package ${name} has no file`);
    return { name, url, bytes: sizes[file as keyof typeof sizes], encoding: 'gzip' };
  }),
];
