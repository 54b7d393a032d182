import { describe, expect, it } from 'vitest';
import { PolicyError } from '../app-error.ts';
import { readingStatements } from './reading-statements.ts';

describe('a statement that makes something of a query', () => {
  it.each([
    'CREATE OR REPLACE VIEW v AS SELECT 1',
    '-- the view\nCREATE VIEW "db"."v" AS\nWITH a AS (SELECT 1) SELECT * FROM a',
    'create table t as (select 1)',
    "CREATE TABLE t WITH (format = 'PARQUET') AS SELECT 1",
  ])('is refused, and the query behind AS is named as what can be run: %s', (sql) => {
    expect(() => readingStatements(sql)).toThrow(PolicyError);
    expect(() => readingStatements(sql)).toThrow(/run the query behind AS/u);
  });

  it('says in which line it stands', () => {
    expect(() => readingStatements('SELECT 1;\nCREATE VIEW v AS SELECT 1')).toThrow(/CREATE on line 2/u);
  });
});

describe('a statement that writes without a query', () => {
  it.each(['CREATE EXTERNAL TABLE t (a string)', 'DROP VIEW v', 'INSERT INTO t SELECT 1'])('names no query to run: %s', (sql) => {
    expect(() => readingStatements(sql)).toThrow(PolicyError);
    expect(() => readingStatements(sql)).not.toThrow(/behind AS/u);
  });
});
