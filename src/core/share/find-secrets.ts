import type { Json } from '../json.ts';
import { secretSpans, type SecretKind, type SecretSpan } from './secret-rules.ts';
import type { SharedWorkflow } from './shared-workflow.ts';

export type SecretField = 'name' | 'description' | 'tags' | 'code' | 'changelog' | 'params_schema';

/** A place of a workflow that holds what must not be sent. */
export type SecretFinding = {
  field: SecretField;
  /** "code, line 12", "tag 2", "params_schema.properties.account.default". */
  where: string;
  /** 1-based, in the text that `where` names. */
  line: number;
  kind: SecretKind;
  /** What it is, to be read by a person: "an AWS account id". */
  what: string;
  /** So much of it that the person finds it, and nobody can use it. */
  masked: string;
};

const WHAT: Record<SecretKind, string> = {
  private_key: 'a private key',
  presigned_url: 'the signature of an address',
  session_token: 'an AWS session token',
  access_key_id: 'an AWS access key id',
  secret_key: 'an AWS secret access key',
  model_key: "a key of a model's provider",
  service_token: 'a token of another service',
  bearer_token: 'a token of a sign-in',
  password: 'a password',
  account_id: 'an AWS account id',
};

/** A workflow's texts in the order in which a person reads them. What follows is advice: a secret in a form that nobody knows is not found. */
export function findSecrets(workflow: SharedWorkflow): SecretFinding[] {
  return placesOf(workflow).flatMap(({ field, name, text }) => {
    let [line, at] = [1, 0];
    return secretSpans(text).map((span) => {
      for (; at < span.start; at += 1) if (text.charCodeAt(at) === 10) line += 1;
      const where = text.includes('\n') ? `${name}, line ${line}` : name;
      return { field, where, line, kind: span.kind, what: WHAT[span.kind], masked: masked(span, text) };
    });
  });
}

/**
 * The same workflow with words in the place of what `findSecrets` finds. An account is replaced by the same twelve digits everywhere, another by
 * others, so that code that tells accounts apart still does.
 */
export function withoutSecrets(workflow: SharedWorkflow): SharedWorkflow {
  const stand = new StandIns(placesOf(workflow).map(({ text }) => text));
  const clean = (text: string): string => stand.replaceIn(text);
  const { params_schema, changelog } = workflow;
  return {
    ...workflow,
    name: clean(workflow.name),
    description: clean(workflow.description),
    tags: workflow.tags.map(clean),
    code: clean(workflow.code),
    ...(changelog === undefined ? {} : { changelog: clean(changelog) }),
    ...(params_schema === undefined ? {} : { params_schema: mapTexts(params_schema, clean) }),
  };
}

type Place = { field: SecretField; name: string; text: string };

function placesOf(workflow: SharedWorkflow): Place[] {
  const { name, description, tags, code, changelog, params_schema } = workflow;
  return [
    { field: 'name', name: 'name', text: name },
    { field: 'description', name: 'description', text: description },
    ...tags.map((text, index): Place => ({ field: 'tags', name: `tag ${index + 1}`, text })),
    ...(changelog === undefined ? [] : [{ field: 'changelog', name: 'changelog', text: changelog } as const]),
    ...(params_schema === undefined ? [] : textsOf(params_schema, 'params_schema')),
    { field: 'code', name: 'code', text: code },
  ];
}

function textsOf(value: Json, path: string): Place[] {
  const place = (name: string, text: string): Place => ({ field: 'params_schema', name, text });
  if (typeof value === 'string') return [place(path, value)];
  if (typeof value === 'number') return [place(path, String(value))];
  if (Array.isArray(value)) return value.flatMap((each, index) => textsOf(each, `${path}[${index}]`));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, each]) => {
    const keyed = secretSpans(key).length > 0;
    return [...(keyed ? [place(`a name in ${path}`, key)] : []), ...textsOf(each, `${path}.${keyed ? '…' : key}`)];
  });
}

function mapTexts(value: Json, change: (text: string) => string): Json {
  if (typeof value === 'string') return change(value);
  if (typeof value === 'number') {
    const text = String(value);
    const changed = change(text);
    return changed === text ? value : Number(changed);
  }
  if (Array.isArray(value)) return value.map((each) => mapTexts(each, change));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [change(key), mapTexts(each, change)]));
}

function masked({ kind, start, end }: SecretSpan, text: string): string {
  const secret = text.slice(start, end);
  switch (kind) {
    case 'account_id':
      return `••••••••${secret.slice(-4)}`;
    case 'password':
      return '••••••';
    case 'private_key':
      return `${secret.slice(0, secret.indexOf('-----', 5) + 5)} …`;
    default:
      return `${secret.slice(0, 4)}… (${secret.length} characters)`;
  }
}

class StandIns {
  readonly #accounts = new Map<string, string>();
  /** Twelve digits that stand in the workflow already. */
  readonly #used: ReadonlySet<string>;
  #last = 1110;

  constructor(texts: readonly string[]) {
    this.#used = new Set(texts.flatMap((text) => text.match(/\d{12}/gu) ?? []));
  }

  replaceIn(text: string): string {
    let [clean, from] = ['', 0];
    for (const { kind, start, end } of secretSpans(text)) {
      clean += text.slice(from, start) + (kind === 'account_id' ? this.#account(text.slice(start, end)) : 'REMOVED');
      from = end;
    }
    return clean + text.slice(from);
  }

  /** It begins with no zero, since it may stand in code as a number. Where there are more than thousands, the last one stands for the rest. */
  #account(found: string): string {
    const id = found.replaceAll(/[-_]/gu, '');
    const known = this.#accounts.get(id);
    if (known !== undefined) return known;
    do this.#last = Math.min(9999, this.#last + 1);
    while (this.#last < 9999 && this.#used.has(`11111111${this.#last}`));
    const standIn = `11111111${this.#last}`;
    this.#accounts.set(id, standIn);
    return standIn;
  }
}
