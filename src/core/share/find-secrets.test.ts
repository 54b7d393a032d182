import { describe, expect, it } from 'vitest';
import { builtinWorkflows } from '../../tools/builtins/registry.ts';
import { findSecrets, withoutSecrets } from './find-secrets.ts';
import { secretSpans, type SecretKind } from './secret-rules.ts';
import type { SharedWorkflow } from './shared-workflow.ts';

const workflow = (more: Partial<SharedWorkflow> = {}): SharedWorkflow => ({
  format: 1,
  origin: 'AAAAAAAAAAAAAAAAAAAAAA',
  name: 'Cost by team',
  description: '',
  tags: [],
  language: 'python',
  code: 'print(1)',
  version: 1,
  created_at: '2026-11-30T10:00:00.000Z',
  capabilities: ['query'],
  ...more,
});

// Put together here, so that no scanner of this repository takes them for ones that leaked.
const ACCESS_KEY = ['AKIA', 'J7QXZ2MP4WLD6RTV'].join('');
const SECRET = ['kD8/xQ2mZp+L0vR7', 'tYwB3nHs6JcF1gUeAi9oKdXq'].join('');
const JWT = ['eyJhbGciOiJSUzI1NiJ9', 'eyJzdWIiOiIxMjM0NSJ9', 'c2lnbmF0dXJl'].join('.');

const held: readonly (readonly [SecretKind, string])[] = [
  ['access_key_id', `key = "${ACCESS_KEY}"`],
  ['secret_key', `aws_secret_access_key = "${SECRET}"`],
  ['secret_key', `boto3.client("s3", "us-east-1", None, True, None, "${ACCESS_KEY}", "${SECRET}")`],
  ['session_token', `token = "IQoJb3JpZ2luX2Vj${'a1B2'.repeat(40)}"`],
  ['session_token', `aws_session_token=${'Zm9v'.repeat(30)}`],
  ['account_id', "WHERE line_item_usage_account_id = '503812947716'"],
  ['account_id', 'ACCOUNTS = [503812947716]'],
  ['account_id', 'arn:aws:iam::503812947716:role/FinOps'],
  ['account_id', 's3://cur-503812947716-eu-west-1/reports'],
  ['account_id', 'SELECT * FROM cur_503812947716'],
  ['account_id', 'The payer is 5038-1294-7716.'],
  ['account_id', 'ACCOUNTS = [5038_1294_7716]'],
  ['account_id', 'ACCOUNTS = [503_812_947_716]'],
  ['account_id', 'account 202611301405'],
  ['presigned_url', `https://b.s3.amazonaws.com/k?X-Amz-Signature=${'0a1b'.repeat(16)}`],
  ['private_key', `-----BEGIN RSA PRIVATE KEY-----\n${'MIIE'.repeat(20)}\n-----END RSA PRIVATE KEY-----`],
  ['model_key', `sk-ant-api03-${'a1B2'.repeat(8)}`],
  ['model_key', `sk-proj-${'a1B2'.repeat(8)}`],
  ['model_key', `AIza${'a1B2'.repeat(8)}xyz`],
  ['service_token', `ghp_${'a1B2'.repeat(9)}`],
  ['service_token', `https://hooks.slack.com/services/T0AB12CD3/B0AB12CD3/${'a1B2'.repeat(6)}`],
  ['bearer_token', `headers = {"Authorization": "Bearer ${'a1B2'.repeat(8)}"}`],
  ['bearer_token', JWT],
  ['password', 'postgres://analyst:hunter2!@db.corp/costs'],
  ['password', 'password = "correct-horse-7"'],
  ['password', 'https://me:p%40ss$word@db.corp/'],
  ['presigned_url', 'https://b.s3.amazonaws.com/k?Expires=1&Signature=vjbyPxybdZaNmGa%2ByT272YEAiv4%3D'],
];

const harmless: readonly string[] = [
  '123456789012 and 111122223333, 000000000000 or 999999999999',
  'AKIAIOSFODNN7EXAMPLE with wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
  'stamp = 202611301405',
  'LIMIT = 137438953472  # 128 GiB',
  'most = 100000000000',
  'ns = 1764497100123456789; ms = 1764497100123',
  'cost = 0.503812947716',
  'id = "8f2f9a5e-0000-4000-8000-503812947716"',
  'commit 3f786850e387550fdab836ed7e6dc881de23001b',
  'url = f"postgres://{user}:{password}@db/costs"',
  'postgres://me:%s@db and postgres://me:$PASSWORD@db, https://me:<password>@db',
  'headers["Authorization"] = f"Bearer {token}"',
  'import sk-learn-contrib-something-of-scikit',
  'params.get("X-Amz-Signature")',
  'next_token = "eyJ"',
  '210020003001',
];

describe('what must not be sent', () => {
  it.each(held)('finds %s in %s', (kind, text) => {
    const found = findSecrets(workflow({ code: `# first\n${text}` }));
    expect(found.map((each) => each.kind)).toContain(kind);
    const spans = secretSpans(text).map(({ start, end }) => text.slice(start, end));
    for (const { masked } of found) for (const secret of spans) expect(masked).not.toContain(secret);
    expect(found[0]).toMatchObject({ field: 'code', line: 2, where: 'code, line 2' });
  });

  it.each(harmless)('lets %s be', (code) => expect(findSecrets(workflow({ code }))).toEqual([]));

  it('finds nothing in the workflows that the app ships with', () => {
    for (const { name, description, tags, language, code, params_schema } of builtinWorkflows) {
      const more = params_schema === undefined ? {} : { params_schema };
      expect(findSecrets(workflow({ name, description, tags, language, code, ...more })), name).toEqual([]);
    }
  });

  it('looks through every text that is sent', () => {
    const found = findSecrets(
      workflow({
        name: 'Of 503812947716',
        description: 'one\ntwo 503812947716',
        tags: ['a', '503812947716'],
        changelog: '503812947716',
        params_schema: { properties: { account: { default: '503812947716', enum: [503812947716], '503812947716': true } } },
      }),
    );
    expect(found.map(({ where }) => where)).toEqual([
      'name',
      'description, line 2',
      'tag 2',
      'changelog',
      'params_schema.properties.account.default',
      'params_schema.properties.account.enum[0]',
      'a name in params_schema.properties.account',
    ]);
  });
});

describe('a workflow without them', () => {
  it.each(held)('holds no %s any more: %s', (_kind, code) => {
    const clean = withoutSecrets(workflow({ code, name: code.slice(0, 150) }));
    expect(findSecrets(clean)).toEqual([]);
    expect(withoutSecrets(clean)).toEqual(clean);
  });

  it('keeps accounts apart that were, in all of its texts', () => {
    const clean = withoutSecrets(
      workflow({
        code: "a = '503812947716'; b = 603812947718; c = '503812947716'; d = '111111111111'",
        description: '5038-1294-7716',
        params_schema: { default: 603812947718, ['__proto__x']: '503812947716' },
      }),
    );
    expect(clean.code).toBe("a = '111111111112'; b = 111111111113; c = '111111111112'; d = '111111111111'");
    expect(clean.description).toBe('111111111112');
    expect(clean.params_schema).toEqual({ default: 111111111113, __proto__x: '111111111112' });
  });

  it('leaves what holds none as it is', () => {
    const plain = workflow({ changelog: 'Smaller', params_schema: JSON.parse('{"__proto__":{"default":1.5}}') });
    expect(withoutSecrets(plain)).toEqual(plain);
    expect(JSON.stringify(withoutSecrets(plain))).toBe(JSON.stringify(plain));
  });

  it('reads a megabyte of the worst text within a moment', { timeout: 60_000 }, () => {
    for (const piece of [
      '503812947716 ',
      '-----BEGIN PRIVATE KEY-----',
      'https://a:',
      'sk-a',
      'eyJaaaaaaaaaaaa.',
      'A'.repeat(40),
    ]) {
      const code = piece.repeat(1_000_000 / piece.length);
      expect(withoutSecrets(workflow({ code })).code.length).toBeGreaterThan(0);
    }
  });
});
