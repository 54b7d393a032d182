import { describe, expect, it } from 'vitest';
import { codeTitle } from './code-title.ts';

describe('codeTitle', () => {
  it.each([
    ['sql', '-- Cost by service.\nSELECT 1', 'Cost by service.'],
    ['sql', '\n/* Cost\n * by service */ SELECT 1', 'Cost'],
    ['sql', '-------\n-- 1\nSELECT a, -- the a\n  sum(b)\nFROM cur', 'SELECT a, sum(b) FROM cur'],
    ['python', '#!/usr/bin/env python\n# -*- coding: utf-8 -*-\nimport csv\n\n"""Untagged spend."""\nx = 1', 'Untagged spend.'],
    ['python', 'import csv\nfrom datetime import date\nrows = await query("SELECT 1")', 'rows = await query("SELECT 1")'],
    ['python', '# ----\n## Untagged spend', 'Untagged spend'],
    ['javascript', '/**\n * Daily cost chart.\n */\nconst x = 1;', 'Daily cost chart.'],
    [
      'javascript',
      "const fs = require('fs');\nimport path from 'path';\nconsole.log('half'); for (;;);",
      "console.log('half'); for (;;);",
    ],
  ] as const)('reads %s %j', (language, code, title) => {
    expect(codeTitle(language, code)).toBe(title);
  });

  it.each(['', '1', '\n \n', '# ---\n+ 1', '5 * 4'])('has nothing to say of %j', (code) => {
    expect(codeTitle('python', code)).toBeUndefined();
  });

  it('is short, and cuts no character in two', () => {
    const title = codeTitle('sql', `SELECT '${'😀'.repeat(200)}'`) ?? '';
    expect(Array.from(title)).toHaveLength(80);
    expect(title.isWellFormed()).toBe(true);
    expect(codeTitle('sql', 'x'.repeat(1_000_000))).toHaveLength(80);
  });
});
