/** Files that the rehearsal's code reads. */
export const REHEARSED_FILES = [{ path: 'data/costs.csv', content: new Blob(['service,cost\nAmazonEC2,12.5\nAmazonS3,0.25\n']) }];

/**
 * Code as people write it, with something of each kind: what reads, runs and shows it has been compiled by the browser when the run
 * comes. Its loops go on until the interpreter's own loop is worth the better compiler.
 */
export const REHEARSED_SCRIPT = `// Costs by service
'use strict'
const fs = require('fs')
const { join, basename } = require("path")
let result, total = 0
var count = 0, label
class Ledger extends Map {
  #sum = 0
  static of(rows) { return new Ledger(rows.map(({ service, cost = 0 }) => [service, cost])) }
  get sum() { return this.#sum }
  add(key, value) { this.#sum += value; return super.set(key, (this.get(key) ?? 0) + value) }
}
function* pairs(object) { for (const key in object) yield [key, object[key]] }
async function read(path) {
  try { return fs.readFileSync(path, 'utf8') } catch (error) { if (error.code !== 'ENOENT') throw error } finally { count++ }
  return null
}
const text = await read(join('data', 'costs.csv'))
const [head, ...lines] = text.trim().split(/\\r?\\n/g)
const rows = lines.map((line, at) => { const [service, cost] = line.split(','); return { at, service, cost: Number(cost), tags: [] } })
const ledger = new Ledger()
for (const { service, cost } of rows) ledger.add(service, cost)
for (let n = 0; n < 40000; n++) { total += (n % 7) * 2; if (n === 1e9) break; else continue }
while (count < 3) count += 1
do { label = \`\${basename('a/b.csv')}: \${total.toFixed(2)}\` } while (!label)
switch (typeof label) { case 'string': label = label.replace(/^b/u, 'c'); break; default: label = void 0 }
const sorted = [...ledger].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)), bySum = Object.fromEntries(sorted)
const sum = Array.from({ length: 1000 }, (_, n) => n * n).reduce((a, b) => a + b, 0)
console.log(label, sum, { bySum, sorted: [...pairs(bySum)], date: new Date(0), big: 10n ** 20n, nothing: null })
console.log('%s costs %d', 'EC2', 12.5); console.error(new Error('one'))
console.table(rows)
console.log((1234.5).toLocaleString('en-US', { style: 'currency', currency: 'USD' }))
await new Promise((resolve) => setTimeout(resolve, 1))
await Promise.all([1, 2].map(async (n) => n ** 2))
display(rows, { title: 'Rows' }); table([[1, 'a'], [2, 'b']]); markdown('# Costs'); progress(1, 2, 'half')
fs.writeFileSync('data/out.json', JSON.stringify({ params, head, ok: label?.length > 0 && !(count & 1) }, null, 2))
result = { total, sum, ...bySum }
`;

export const REHEARSED_MODULE = `import fs, { existsSync } from 'node:fs'
export const there = existsSync('data/costs.csv')
export default typeof fs.readFileSync
`;

/** It fails, as code does. */
export const REHEARSED_MISTAKE = `const costs = [1, 2, 3]
for (const cost of costs) { if (cost > 2) throw new TypeError(\`too much: \${cost}\`) }
`;
