import { expect, test } from './fixtures.ts';
import { barePython, sealedPython } from './python.ts';

const MB = 1024 * 1024;
const TAKE_MUCH = 'kept = [bytearray(100 << 20) for _ in range(3)]\nresult = "taken"';

test('an allocation past the memory limit fails', async ({ barePage, sealedPage }) => {
  const bare = await barePython(barePage, TAKE_MUCH);
  expect(bare.result, JSON.stringify(bare.error)).toBe('taken');
  const { outcome } = await sealedPython(sealedPage, TAKE_MUCH, { limits: { python_memory_bytes: 256 * MB } });
  expect(outcome.status).toBe('out_of_memory');
  expect(outcome.peak_memory_bytes).toBeLessThanOrEqual(256 * MB);
});

test('4 GB at once fail, and a run that catches the error keeps its limit', async ({ sealedPage }) => {
  const code = `
refused = 0
for size in (4 << 30, 2 << 30, 1 << 30):
    try:
        bytearray(size - 100)
    except (MemoryError, OverflowError):
        refused += 1
result = refused`;
  const { outcome } = await sealedPython(sealedPage, code);
  expect(outcome.result).toBe(3);
});

test('a file of 2 GiB ends the run, naming the limit', async ({ sealedPage }) => {
  const code = `
block = b"x" * (1 << 20)
with open("data/huge.bin", "wb") as file:
    for _ in range(2048):
        file.write(block)
result = "written"`;
  const { outcome } = await sealedPython(sealedPage, code);
  expect(outcome.status).toBe('limit_exceeded');
  expect(outcome.error?.message).toContain('100 MB');
});

test('100 MB of prints are cut, then end the run', async ({ sealedPage }) => {
  const code = 'line = "x" * 1023\nfor _ in range(100 * 1024):\n    print(line)';
  const { outcome, stdout } = await sealedPython(sealedPage, code);
  expect(outcome).toMatchObject({ status: 'limit_exceeded', output_truncated: true });
  expect(outcome.error?.message).toContain('64 MB');
  expect(stdout.length).toBeLessThan(1.1 * MB);
  expect(stdout).toContain('[output cut at 1 MB]');
});
