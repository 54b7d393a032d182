import type { AwsConfig, SitePolicy } from '../../core/aws/aws-config.ts';

/** What a call is held against. */
export type PolicyContext = {
  config: AwsConfig;
  site: SitePolicy;
  /** That the person is signed in to, else the configuration's; undefined where neither is known. */
  account_id?: string;
  /** Where results of queries go ("s3://bucket/prefix/"), by the configuration and the site's workgroups. */
  result_locations: readonly string[];
  /** That is chosen in the page; the site's first where it is left out. */
  workgroup?: string;
};

export function workgroupsOf({ config }: PolicyContext): readonly string[] {
  return config.athena?.workgroups ?? [];
}

/** Names of the buckets of which something may be read. */
export function bucketsOf(context: PolicyContext): Set<string> {
  const places = context.result_locations.flatMap((location) => s3Place(location)?.bucket ?? []);
  return new Set([...context.config.buckets.map(({ name }) => name), ...places]);
}

/** "s3://bucket/some/key" in its parts. Undefined where it is none. */
export function s3Place(location: string): { bucket: string; key: string } | undefined {
  const [, bucket, key] = /^s3[an]?:\/\/([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])(?:\/(.*))?$/su.exec(location) ?? [];
  return bucket === undefined ? undefined : { bucket, key: key ?? '' };
}
