/**
 * Scripts that use AWS as others do, provoke its errors, and then take out all that they can reach: their result is, by place, every
 * text there that could hold a key or a token. `params` has what was planted, which each puts where it looks.
 */

/** The worker's whole global scope, the interpreter's memory, and what boto3 holds. */
export const PYTHON_SCOPE = String.raw`
import gc, json, os, re, sys, time, traceback
import boto3
import js, pyodide_js
from pyodide.ffi import JsProxy

planted = params
places = {}

def keep(place, text):
    words = places.setdefault(place, set())
    for word in re.findall(r"[A-Za-z0-9+/=_.~%-]{20,}", text):
        if re.search("[0-9]", word) and re.search("[A-Z]", word):
            words.add(word)

# The calls, and what is said of those that fail.
session = boto3.Session()
athena, s3, glue, ec2, sts, cloudwatch = (session.client(name) for name in ("athena", "s3", "glue", "ec2", "sts", "cloudwatch"))
begun = athena.start_query_execution(QueryString="SELECT 1 AS one", WorkGroup="finops")
state = "RUNNING"
while state in ("QUEUED", "RUNNING"):
    time.sleep(0.1)
    answer = athena.get_query_execution(QueryExecutionId=begun["QueryExecutionId"])
    state = answer["QueryExecution"]["Status"]["State"]
rows = athena.get_query_results(QueryExecutionId=begun["QueryExecutionId"])
keep("answers", repr([begun, answer, rows]))
failed = []
for call in (
    lambda: s3.get_object(Bucket="meridian-cur", Key="budgets/2026.csv"),
    lambda: s3.list_objects_v2(Bucket="meridian-cur", Prefix="budgets/"),
    lambda: s3.get_bucket_location(Bucket="meridian-cur"),
    lambda: glue.get_tables(DatabaseName="billing"),
    lambda: glue.get_databases(),
    lambda: glue.get_table(DatabaseName="billing", Name=planted["the audit log"], CatalogId="000000000000"),
    lambda: ec2.describe_regions(),
    lambda: cloudwatch.list_metrics(),
    lambda: athena.list_work_groups(),
    lambda: sts.get_caller_identity(),
):
    try:
        failed.append(repr(call()))
    except Exception as error:
        text = "".join(traceback.format_exception(error)) + repr(vars(error)) + repr(getattr(error, "response", ""))
        print(text, file=sys.stderr)
        keep("errors of Python", text)
failed = [each[:300] for each in failed]

# What a client and its session hold.
os.environ["PLANTED"] = planted["os.environ"]
keep("os.environ", json.dumps(dict(os.environ)))
athena.planted = planted["clients of boto3"]
todo, known = [session, athena, s3, s3._request_signer, session.get_credentials(), session._session], set()
while todo:
    each = todo.pop()
    if id(each) in known or type(each).__name__ in ("module", "type", "function"):
        continue
    known.add(id(each))
    if isinstance(each, (str, bytes)):
        keep("clients of boto3", each if isinstance(each, str) else each.decode("latin-1"))
    elif len(known) < 100_000:
        todo.extend(gc.get_referents(each))

# The global scope of the worker, whatever hangs on it.
js.planted = js.JSON.parse(json.dumps({"deep": [{"down": planted["the scope of the worker"]}]}))
seen = js.WeakSet.new()
own, descriptor, is_view = js.Reflect.ownKeys, js.Reflect.getOwnPropertyDescriptor, js.ArrayBuffer.isView
todo, count = [js.globalThis, pyodide_js], 0
for name in js.Object.getOwnPropertyNames(js.globalThis):
    todo.append(js.Reflect.get(js.globalThis, name))
while todo and count < 20_000:
    each = todo.pop(0)
    if not isinstance(each, JsProxy) or each.typeof not in ("object", "function") or seen.has(each):
        continue
    seen.add(each)
    count += 1
    if is_view(each):
        continue
    for key in own(each):
        # Those of the interpreter's own proxies break it where they are taken for proxies.
        if key == "prototype":
            continue
        try:
            of = descriptor(each, key)
            value = of.value if js.Object.hasOwn(of, "value") else None
        except Exception:
            continue
        if isinstance(value, str):
            keep("the scope of the worker", value)
        else:
            todo.append(value)

# All of the interpreter's memory, also what nothing points to any more.
step, size = 4 << 20, pyodide_js._module.HEAPU8.length
for at in range(0, size, step):
    part = pyodide_js._module.HEAPU8.slice(at, min(size, at + step + 2048)).to_bytes()
    for word in re.findall(rb"(?:ASIA[A-Z2-7]{16}|[A-Za-z0-9+/]{39,}=*|eyJ[A-Za-z0-9_.-]{40,})", part):
        if re.search(rb"[0-9]", word) and re.search(rb"[A-Z]", word) and re.search(rb"[a-z]|ASIA", word):
            places.setdefault("the memory of the interpreter", set()).add(word.decode()[:4000])
result = {"places": {place: " ".join(words) for place, words in places.items()}, "answered": failed}
`;

/** Everything in the interpreter of JavaScript, with the clients of the SDK. */
export const JAVASCRIPT_SCOPE = String.raw`
const { AthenaClient, ListWorkGroupsCommand, StartQueryExecutionCommand } = require('@aws-sdk/client-athena');
const { S3Client, GetObjectCommand, ListObjectsV2Command } = require('@aws-sdk/client-s3');
const { STSClient, GetCallerIdentityCommand } = require('@aws-sdk/client-sts');

const places = {};
const keep = (place, text) => {
  const words = (places[place] ??= new Set());
  for (const [word] of text.matchAll(/[A-Za-z0-9+\/=_.~%-]{20,}/g)) if (/[0-9]/.test(word) && /[A-Z]/.test(word)) words.add(word);
};
const walk = (place, roots) => {
  const seen = new Set();
  const todo = [...roots];
  while (todo.length > 0) {
    const each = todo.pop();
    if (typeof each === 'string') keep(place, each);
    if ((typeof each !== 'object' && typeof each !== 'function') || each === null || seen.has(each)) continue;
    seen.add(each);
    todo.push(Object.getPrototypeOf(each));
    for (const key of Reflect.ownKeys(each)) {
      if (typeof key === 'string') keep(place, key);
      try { todo.push(Reflect.get(each, key)); } catch {}
    }
    if (each instanceof Map) todo.push(...each.entries());
    if (each instanceof Set) todo.push(...each);
  }
};

const athena = new AthenaClient({});
const s3 = new S3Client({});
const sts = new STSClient({});
const caught = [];
await athena.send(new StartQueryExecutionCommand({ QueryString: 'SELECT 2 AS two', WorkGroup: 'finops' }));
for (const call of [
  () => s3.send(new GetObjectCommand({ Bucket: 'meridian-cur', Key: 'budgets/2026.csv' })),
  () => s3.send(new ListObjectsV2Command({ Bucket: 'meridian-cur', Prefix: 'budgets/' })),
  () => athena.send(new ListWorkGroupsCommand({})),
  () => sts.send(new GetCallerIdentityCommand({})),
  () => athena.config.credentials(),
  () => s3.config.requestHandler.handle(),
]) {
  try { caught.push('answered'); await call(); } catch (error) {
    caught[caught.length - 1] = error.name;
    console.error(error);
    walk('errors of JavaScript', [error, error.stack]);
  }
}
process.env.PLANTED = params['process.env'];
keep('process.env', JSON.stringify(process.env));
athena.config.planted = params['clients of the SDK'];
walk('clients of the SDK', [athena, athena.config, athena.middlewareStack, s3, sts]);
globalThis.planted = new Map([['deep', [{ down: params['the scope of JavaScript'] }]]]);
walk('the scope of JavaScript', [globalThis]);
result = { places: Object.fromEntries(Object.entries(places).map(([place, words]) => [place, [...words].join(' ')])), caught };
`;
