import type { AwsConfig } from '../../core/aws/aws-config.ts';
import type { AwsObject } from '../../core/aws/aws-value.ts';
import type { AwsCaller } from '../../core/ports/aws.ts';
import { textAt } from './input-members.ts';
import { s3Place } from './policy-context.ts';

/** Milliseconds until a workgroup is asked again: where it answered, and where it did not. */
const KEPT_MS = 300_000;
const RETRY_MS = 10_000;

/** Where results of queries go: the site's own place, and those of its workgroups, which AWS is asked for when one is first needed. */
export class ResultPlaces {
  #caller: AwsCaller;
  #now: () => number;
  #places = new Map<string, string>();
  #askAgainAt = new Map<string, number>();
  /** Whose workgroups they are. */
  #site = '';

  constructor(caller: AwsCaller, now: () => number) {
    this.#caller = caller;
    this.#now = now;
  }

  known(config: AwsConfig): string[] {
    this.#forgetOther(config);
    const { athena } = config;
    if (athena === undefined) return [];
    const own = athena.output_location === undefined ? [] : [athena.output_location];
    return [...own, ...athena.workgroups.flatMap((name) => this.#places.get(name) ?? [])];
  }

  /** Asks for the workgroups that were not asked for lately. Answers whether anything new was learnt. */
  async learn(config: AwsConfig): Promise<boolean> {
    this.#forgetOther(config);
    const now = this.#now();
    const names = (config.athena?.workgroups ?? []).filter((name) => now >= (this.#askAgainAt.get(name) ?? 0));
    for (const name of names) this.#askAgainAt.set(name, now + KEPT_MS);
    const before = this.#places.size;
    await Promise.all(
      names.map(async (name) => {
        const call = { service: 'athena', operation: 'GetWorkGroup', input: { WorkGroup: name } } as const;
        // A role that may not look at its workgroup reads results page by page.
        const answer = await this.#caller.call(call).catch(() => undefined);
        if (answer === undefined) this.#askAgainAt.set(name, now + RETRY_MS);
        else this.observe(answer);
      }),
    );
    return this.#places.size > before;
  }

  /** Takes the place from what AWS says of a workgroup. */
  observe(answer: AwsObject): void {
    const name = textAt(answer, 'WorkGroup.Name');
    const location = textAt(answer, 'WorkGroup.Configuration.ResultConfiguration.OutputLocation');
    if (name === undefined || location === undefined || s3Place(location) === undefined) return;
    this.#places.set(name, location);
  }

  #forgetOther({ region, account_id, identity_pool_id }: AwsConfig): void {
    const site = JSON.stringify([region, account_id, identity_pool_id]);
    if (site === this.#site) return;
    this.#site = site;
    this.#places.clear();
    this.#askAgainAt.clear();
  }
}
