/** A workgroup of Athena. */
export type WorkGroup = {
  name: string;
  description: string;
  /** "s3://bucket/prefix/". */
  output_location?: string;
  /** Its settings override the client's. */
  enforced: boolean;
  bytes_cutoff?: number;
  engine: 'Athena engine version 2' | 'Athena engine version 3';
};

const RESULTS = 's3://meridian-athena-results';

export const WORK_GROUPS: readonly WorkGroup[] = [
  {
    name: 'finops',
    description: 'Analysts of cost',
    output_location: `${RESULTS}/finops/`,
    enforced: true,
    bytes_cutoff: 1_000_000_000_000,
    engine: 'Athena engine version 3',
  },
  {
    name: 'small',
    description: 'Ten megabytes a query',
    output_location: `${RESULTS}/small/`,
    enforced: true,
    bytes_cutoff: 10_485_760,
    engine: 'Athena engine version 3',
  },
  { name: 'primary', description: '', enforced: false, engine: 'Athena engine version 3' },
  {
    name: 'old',
    description: 'Engine version 2',
    output_location: `${RESULTS}/old/`,
    enforced: true,
    engine: 'Athena engine version 2',
  },
  {
    name: 'no-cors',
    description: 'Results in a bucket without CORS',
    output_location: 's3://meridian-no-cors/results/',
    enforced: true,
    engine: 'Athena engine version 3',
  },
];
