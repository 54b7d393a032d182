import { expect, test } from './fixtures.ts';
import { sealedPython } from './python.ts';

const POISON = `
import builtins, json, sys, js
json.dumps = lambda *given, **more: '"poisoned"'
builtins.print = lambda *given, **more: None
builtins.open = None
sys.modules["decimal"] = json
sys.path.insert(0, "/poison")
js.Object.prototype.poisoned = True
js.JSON.parse = None
with_open = getattr(builtins, "open")
left_over = "seen"
result = [json.dumps(1), str(with_open)]`;

const LOOK = `
import builtins, json, sys, js
result = [json.dumps(1), open.__name__, "left_over" in globals(), "/poison" in sys.path, str(getattr(js.Object.new(), "poisoned", None))]`;

test('what a run patches is gone in the next', async ({ sealedPage }) => {
  const patched = await sealedPython(sealedPage, POISON);
  expect(patched.outcome.status).not.toBe('timed_out');
  const next = await sealedPython(sealedPage, LOOK);
  expect(next.outcome.result).toEqual(['1', 'open', false, false, 'None']);
});

test('what a run leaves in the file system outside of the workspace is gone in the next', async ({ sealedPage }) => {
  await sealedPython(sealedPage, 'open("/tmp/left.txt", "w").write("x")\nopen("/usercustomize.py", "w").write("x")');
  const { outcome } = await sealedPython(
    sealedPage,
    'import os\n[os.path.exists("/tmp/left.txt"), os.path.exists("/usercustomize.py")]',
  );
  expect(outcome.result).toEqual([false, false]);
});
