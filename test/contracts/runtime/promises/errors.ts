import { expect } from 'vitest';
import type { Contract } from '../contract.ts';

const failed = { status: 'failed', result: null } as const;
const OUR_FRAMES = /sandbank|_pyodide|webloop|quickjs|worker\.ts/iu;

export const errorContracts = {
  thrown: {
    title: 'an error that nobody caught has a type, a message, its line and a traceback of the code alone',
    outcome: failed,
    stdout: 'before\n',
    check: ({ outcome: { error } }, { line }) => {
      expect(error).toMatchObject({ type: expect.stringMatching(/^(ValueError|RangeError)$/u), message: 'boom', line });
      expect(error?.traceback).toContain('boom');
      expect(error?.traceback).not.toMatch(OUR_FRAMES);
    },
  },
  thrownInFunction: {
    title: 'the line is that of the deepest frame of the code',
    outcome: failed,
    check: ({ outcome: { error } }, { line }) => {
      expect(error?.line).toBe(line);
      expect(error?.traceback).toContain('inner');
      expect(error?.traceback).toContain('outer');
      expect(error?.traceback).not.toMatch(OUR_FRAMES);
    },
  },
  thrownAfterAwait: {
    title: 'an error after an await has its line too',
    outcome: failed,
    check: ({ outcome: { error } }, { line }) => {
      expect(error).toMatchObject({ message: 'late', line });
      expect(error?.traceback).not.toMatch(OUR_FRAMES);
    },
  },
  syntaxError: {
    title: 'code that is no program fails with the line of the mistake, and none of it runs',
    outcome: failed,
    stdout: '',
    check: ({ outcome: { error } }, { line }) => expect(error).toMatchObject({ type: 'SyntaxError', line }),
  },
  nulInCode: {
    title: 'code with a NUL runs or fails clearly',
    check: ({ outcome: { status, error } }) => expect(status === 'succeeded' || error?.type === 'SyntaxError').toBe(true),
  },
  loneSurrogateInCode: {
    title: 'code with half of a surrogate pair runs or fails clearly',
    check: ({ outcome: { status, error } }) => expect(status === 'succeeded' || error?.type === 'SyntaxError').toBe(true),
  },
  deepRecursion: {
    title: 'endless recursion is an error of the code',
    outcome: failed,
    check: ({ outcome: { error } }) => expect(error?.type).toMatch(/^(RecursionError|RangeError|InternalError)$/u),
  },
  unknownImport: {
    title: 'an import of what is not there names it and says what is',
    outcome: failed,
    check: ({ outcome: { error } }, { line }) => {
      expect(error?.message).toContain('requests');
      expect(error?.message).toContain('query');
      expect(error?.line).toBe(line);
    },
  },
  misspeltImport: {
    title: 'an import of a misspelt name says the near one',
    outcome: failed,
    check: ({ outcome: { error } }) => expect(error?.message).toMatch(/Did you mean/u),
  },
  askingAPerson: {
    title: 'waiting for a person fails at once and says to use parameters',
    outcome: failed,
    check: ({ outcome: { error } }) => expect(error?.message).toContain('params'),
  },
} satisfies Record<string, Contract>;
