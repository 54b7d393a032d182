import { Buckets } from './buckets.ts';

const LOG_FILES = 1200;

/** The sample company's buckets with something in them: small files, many keys, one large object. */
export function fillBuckets(): Buckets {
  const buckets = new Buckets([
    { name: 'meridian-athena-results', cors: true },
    { name: 'meridian-cur', cors: true },
    { name: 'meridian-no-cors', cors: false },
    { name: 'meridian-private', cors: true, readable: false },
  ]);
  buckets.put(
    'meridian-cur',
    'budgets/2026.csv',
    'team,month,budget_usd\ncheckout,2026-11,42000\ndata,2026-11,31000.50\n',
    'text/csv',
  );
  buckets.put('meridian-cur', 'budgets/notes für Q4.txt', 'Äpfel & Birnen\n', 'text/plain; charset=utf-8');
  buckets.put(
    'meridian-cur',
    'cur/meridian-cur/metadata/manifest.json',
    '{"reportName":"meridian-cur","compression":"Parquet"}',
    'application/json',
  );
  buckets.put(
    'meridian-cur',
    'large/numbers.bin',
    Buffer.from(Uint8Array.from({ length: 1_048_576 }, (_, at) => (at * 31) & 255)),
  );
  for (let file = 0; file < LOG_FILES; file++)
    buckets.put('meridian-cur', `logs/${String(file).padStart(5, '0')}.log`, `line ${file}\n`, 'text/plain');
  buckets.put('meridian-no-cors', 'budgets/2026.csv', 'team,month,budget_usd\n', 'text/csv');
  buckets.put('meridian-private', 'secret.txt', 'nobody reads this', 'text/plain');
  return buckets;
}
