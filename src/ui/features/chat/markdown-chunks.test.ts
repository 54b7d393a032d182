import { describe, expect, it } from 'vitest';
import { markdownChunks } from './markdown-chunks.ts';

describe('markdownChunks', () => {
  it('cuts between paragraphs, tables and fences, and loses nothing', () => {
    const text = '# A\n\nfirst\nline\n\n| a |\n|--|\n| 1 |\n\n```sql\nSELECT 1\n\nFROM t\n```\n\nend';
    const chunks = markdownChunks(text);
    expect(chunks.join('')).toBe(text);
    expect(chunks.map((chunk) => chunk.trim().split('\n')[0])).toEqual(['# A', 'first', '| a |', '```sql', 'end']);
  });
  it.each([
    ['a loose list', '1. a\n\n2. b\n\n   more\n\n- c'],
    ['a quote', '> a\n\n> b'],
    ['an open fence', '```\na\n\nb\n\nc'],
    ['a fence within a fence', '````\n```\n\na\n```\n\nb\n````'],
    ['definitions', '[a][b]\n\nx\n\n[b]: https://example.com'],
  ])('keeps %s in one piece', (_, text) => {
    expect(markdownChunks(text)).toEqual([text]);
  });
  it('leaves earlier pieces as they are while the text grows', () => {
    const before = markdownChunks('a\n\nb\n\nc');
    expect(markdownChunks('a\n\nb\n\nc and more\n\nd').slice(0, 2)).toEqual(before.slice(0, 2));
  });
});
