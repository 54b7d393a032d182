import type { AwsConfig } from '../../core/aws/aws-config.ts';
import type { AwsObject } from '../../core/aws/aws-value.ts';
import type { AwsCaller } from '../../core/ports/aws.ts';
import { textAt } from './input-members.ts';
import { s3Place } from './policy-context.ts';

/** Milliseconds until a workgroup is asked again. */
const KEPT_MS = 300_000;

/** Where results of queries go: the site's own place, and those of its workgroups, which AWS is asked for when one is first needed. */
export class ResultPlaces {
  #caller: AwsCaller;
  #now: () => number;
  #places = new Map<string, string>();
  #askedAt = new Map<string, number>();

  constructor(caller: AwsCaller, now: () => number) {
    this.#caller = caller;
    this.#now = now;
  }

  known({ athena }: AwsConfig): string[] {
    if (athena === undefined) return [];
    const own = athena.output_location === undefined ? [] : [athena.output_location];
    return [...own, ...athena.workgroups.flatMap((name) => this.#places.get(name) ?? [])];
  }

  /** Asks for the workgroups that were not asked for lately. Answers whether anything new was learnt. */
  async learn({ athena }: AwsConfig): Promise<boolean> {
    const now = this.#now();
    const names = (athena?.workgroups ?? []).filter((name) => now - (this.#askedAt.get(name) ?? -Infinity) > KEPT_MS);
    for (const name of names) this.#askedAt.set(name, now);
    const before = this.#places.size;
    await Promise.all(
      names.map(async (name) => {
        const call = { service: 'athena', operation: 'GetWorkGroup', input: { WorkGroup: name } } as const;
        // A role that may not look at its workgroup reads results page by page.
        const answer = await this.#caller.call(call).catch(() => undefined);
        if (answer !== undefined) this.observe(answer);
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
}
