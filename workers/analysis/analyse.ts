import type { CodeFindings } from '../../src/core/ports/code-analysis.ts';
import { Collector } from './findings/collector.ts';
import { findInProgram } from './findings/find-in-program.ts';
import { tellHidden } from './findings/hidden-characters.ts';
import { readJavaScript } from './javascript/read-javascript.ts';
import type { AnalysisJob } from './protocol.ts';
import { readPythonProgram } from './python/read-program.ts';
import { findInSql } from './sql/find-in-sql.ts';

/** What the code of a job touches. Throws `TypeError` for a program that is none; never for what code says. */
export function analyse(job: AnalysisJob): CodeFindings {
  const collector = new Collector(job.language);
  tellHidden(job.code, collector);
  if (job.language === 'sql') findInSql(job.code, collector);
  else {
    const read = job.language === 'python' ? readPythonProgram(job.program) : readJavaScript(job.code);
    if ('syntax_error' in read) collector.broken(read.syntax_error);
    else findInProgram(job.language, read.program, collector);
  }
  return collector.findings();
}
