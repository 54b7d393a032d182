import { describe, expect, it } from 'vitest';
import { memoryTotals } from '../../../test/harness/aws-gate.ts';
import { PolicyError } from '../../core/app-error.ts';
import { sitePolicySchema } from '../../core/aws/aws-config.ts';
import { ScanBudget } from './scan-budget.ts';

const MB = 1024 ** 2;

function budget(perRunMb: number, perDayMb: number, totals = memoryTotals()) {
  const clock = { now: Date.parse('2026-11-30T23:00:00Z') };
  const site = sitePolicySchema.parse({ bytes_per_run: perRunMb * MB, bytes_per_day: perDayMb * MB });
  return { clock, totals, budget: new ScanBudget({ totals, policy: () => site, now: () => clock.now }) };
}

describe('a budget of a run', () => {
  it('counts ten megabytes for each query from its start, so that many at once cannot pass it', async () => {
    const { budget: scans } = budget(100, 1000);
    const run = { bytes: 0 };
    const asked = await Promise.allSettled(Array.from({ length: 30 }, () => scans.reserve(run)));
    expect(asked.filter(({ status }) => status === 'fulfilled')).toHaveLength(10);
    expect(run.bytes).toBe(100 * MB);
    await expect(scans.reserve(run)).rejects.toThrow(
      /^The query was not started: the queries of this run have scanned 100 MB of the 100 MB that one run may scan \(policy\.bytes_per_run = 104857600 in sandbank\.config\.json, which whoever hosts the page can change\)/u,
    );
    await expect(scans.reserve({ bytes: 0 })).resolves.toBeDefined();
  });

  it('counts many small queries, one after another, at ten megabytes each', async () => {
    const { budget: scans } = budget(50, 1000);
    const run = { bytes: 0 };
    for (let count = 0; count < 5; count++) await (await scans.reserve(run)).settle(1000);
    await expect(scans.reserve(run)).rejects.toThrow(PolicyError);
  });

  it('gives back what a query did not read, and says when one reads too much', async () => {
    const { budget: scans, totals } = budget(100, 1000);
    const run = { bytes: 0 };
    await (await scans.reserve(run)).settle(0);
    expect(run.bytes).toBe(0);
    const query = await scans.reserve(run);
    expect(await query.report(50 * MB)).toBeUndefined();
    expect(await query.report(20 * MB)).toBeUndefined();
    expect(run.bytes).toBe(50 * MB);
    expect(await query.report(150 * MB)).toMatchObject({
      name: 'PolicyError',
      message: expect.stringMatching(/^The query was stopped: the queries of this run have scanned 150 MB of the 100 MB/u),
    });
    await query.settle(151 * MB);
    await query.settle(0);
    expect(await query.report(900 * MB)).toBeUndefined();
    expect(await totals.read('2026-11-30')).toBe(151 * MB);
  });

  it('keeps what is held where it is not known how a query ended', async () => {
    const { budget: scans } = budget(100, 1000);
    const run = { bytes: 0 };
    await (await scans.reserve(run)).settle();
    expect(run.bytes).toBe(10 * MB);
  });
});

describe('a budget of a day', () => {
  it('is one for all runs and tabs, and begins anew with the day', async () => {
    const first = budget(1000, 30);
    const second = budget(1000, 30, first.totals);
    const asked = await Promise.allSettled(
      Array.from({ length: 6 }, (_, index) => (index % 2 === 0 ? first : second).budget.reserve({ bytes: 0 })),
    );
    expect(asked.filter(({ status }) => status === 'fulfilled')).toHaveLength(3);
    await expect(second.budget.reserve({ bytes: 0 })).rejects.toThrow(
      /today have scanned 30 MB of the 30 MB.*policy\.bytes_per_day/u,
    );
    expect(await second.budget.scannedToday()).toBe(30 * MB);
    second.clock.now += 3_600_000;
    expect(await second.budget.scannedToday()).toBe(0);
    const run = { bytes: 0 };
    await expect(second.budget.reserve(run)).resolves.toBeDefined();
  });

  it('takes nothing from the run where the day has no more', async () => {
    const { budget: scans } = budget(1000, 10);
    await scans.reserve({ bytes: 0 });
    const run = { bytes: 0 };
    await expect(scans.reserve(run)).rejects.toThrow(PolicyError);
    expect(run.bytes).toBe(0);
    expect(await scans.scannedToday()).toBe(10 * MB);
  });
});
