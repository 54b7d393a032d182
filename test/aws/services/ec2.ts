import { createHash } from 'node:crypto';
import { REGIONS } from '../../../src/adapters/duckdb/sample/catalog.ts';
import type { Resource } from '../engine/billing-engine.ts';
import { AwsFault } from '../http/aws-fault.ts';
import type { Call, Operations } from '../world/world.ts';
import { page } from './page.ts';

type Filter = { Name?: string; Value?: string[] };
type Described = { Filter?: Filter[]; MaxResults?: string; NextToken?: string };

const PAGE = 1000;
const LAUNCHED = new Date('2026-02-03T09:30:00.000Z');

/** Members as EC2's XML names them. */
export const ec2: Operations = {
  DescribeRegions: () => ({
    regionInfo: REGIONS.map(({ code }) => ({
      regionName: code,
      regionEndpoint: `ec2.${code}.amazonaws.com`,
      optInStatus: 'opt-in-not-required',
    })),
  }),
  DescribeInstances: async (input: Described & { InstanceId?: string[] }, call: Call) => {
    const { items, next } = await found(call, 'i', input, input.InstanceId, 'InvalidInstanceID.NotFound');
    return {
      reservationSet: items.map((resource) => ({
        reservationId: `r-0${digest(resource.id).slice(0, 16)}`,
        ownerId: resource.account_id,
        instancesSet: [instance(resource)],
      })),
      nextToken: next,
    };
  },
  DescribeVolumes: async (input: Described & { VolumeId?: string[] }, call: Call) => {
    const { items, next } = await found(call, 'vol', input, input.VolumeId, 'InvalidVolume.NotFound');
    return { volumeSet: items.map(volume), nextToken: next };
  },
  DescribeSnapshots: async (input: Described, call: Call) => {
    const { items, next } = await found(call, 'snapshot', input, undefined, 'InvalidSnapshot.NotFound');
    return {
      snapshotSet: items.map((resource) => ({
        snapshotId: resource.id.split('/').at(-1),
        ownerId: resource.account_id,
        status: 'completed',
        startTime: LAUNCHED,
        volumeSize: Math.round(resource.daily),
        tagSet: tags(resource),
      })),
      nextToken: next,
    };
  },
  DescribeAddresses: async (input: Described, call: Call) => {
    const { items } = await found(call, 'eip', input, undefined, 'InvalidAllocationID.NotFound');
    return {
      addressesSet: items.map((resource) => ({
        allocationId: resource.id.split('/').at(-1),
        domain: 'vpc',
        publicIp: `198.51.100.${Number.parseInt(digest(resource.id).slice(0, 2), 16)}`,
        ...(resource.idle ? {} : { associationId: `eipassoc-0${digest(resource.id).slice(0, 16)}` }),
        tagSet: tags(resource),
      })),
    };
  },
};

async function found(
  { world, region }: Call,
  kind: string,
  { Filter = [], MaxResults, NextToken }: Described,
  ids: string[] | undefined,
  missing: string,
): Promise<{ items: Resource[]; next?: string }> {
  const here = (await world.engine.resources()).filter((each) => each.kind === kind && each.region === region);
  const unknown = ids?.find((id) => !here.some((each) => each.id === id));
  if (unknown !== undefined) throw new AwsFault(missing, `The ID '${unknown}' does not exist`);
  const chosen = here.filter(
    (each) => (ids === undefined || ids.includes(each.id)) && Filter.every((filter) => fits(each, filter)),
  );
  return page(chosen, NextToken, MaxResults === undefined ? PAGE : Number(MaxResults));
}

function fits(resource: Resource, { Name = '', Value = [] }: Filter): boolean {
  const actual = filterValue(resource, Name);
  return actual !== undefined && Value.some((value) => new RegExp(`^${value.replaceAll('*', '.*')}$`, 'u').test(actual));
}

function filterValue(resource: Resource, name: string): string | undefined {
  switch (name) {
    case 'instance-state-name':
      return 'running';
    case 'status':
      return resource.idle ? 'available' : 'in-use';
    case 'instance-type':
      return resource.instance_type ?? undefined;
    case 'volume-type':
      return volumeType(resource);
    case 'owner-id':
      return resource.account_id;
    case 'availability-zone':
      return resource.zone ?? undefined;
    case 'instance-id':
    case 'volume-id':
      return resource.id;
  }
  if (name.startsWith('tag:')) return resource.tags[name.slice('tag:'.length)];
  throw new AwsFault('InvalidParameterValue', `The filter '${name}' is invalid`);
}

function instance(resource: Resource): unknown {
  const hex = digest(resource.id);
  return {
    instanceId: resource.id,
    imageId: `ami-0${hex.slice(0, 16)}`,
    instanceState: { code: 16, name: 'running' },
    privateIpAddress: `10.0.${Number.parseInt(hex.slice(0, 2), 16)}.${Number.parseInt(hex.slice(2, 4), 16)}`,
    instanceType: resource.instance_type ?? 'm6i.large',
    launchTime: LAUNCHED,
    placement: { availabilityZone: resource.zone, tenancy: 'default' },
    monitoring: { state: 'disabled' },
    architecture: 'x86_64',
    tagSet: tags(resource),
  };
}

function volume(resource: Resource): unknown {
  return {
    volumeId: resource.id,
    size: Math.max(1, Math.round(resource.daily)),
    availabilityZone: resource.zone,
    status: resource.idle ? 'available' : 'in-use',
    createTime: LAUNCHED,
    volumeType: volumeType(resource),
    encrypted: true,
    attachmentSet: resource.idle
      ? []
      : [
          {
            volumeId: resource.id,
            instanceId: `i-0${digest(resource.id).slice(0, 16)}`,
            device: '/dev/xvda',
            status: 'attached',
          },
        ],
    tagSet: tags(resource),
  };
}

function volumeType({ usage_type }: Resource): string {
  return usage_type.split('.').at(-1) ?? 'gp3';
}

function tags({ tags: given }: Resource): unknown[] {
  return Object.entries(given).map(([key, value]) => ({ key, value }));
}

function digest(text: string): string {
  return createHash('md5').update(text).digest('hex');
}
