import errors from './kit/errors.py';
import host from './kit/host.py';
import imports from './kit/imports.py';
import install from './kit/install.py';
import main from './kit/main.py';
import network from './kit/network.py';
import packages from './kit/packages.py';
import program from './kit/program.py';
import rows from './kit/rows.py';
import run from './kit/run.py';
import shows from './kit/shows.py';
import tableRows from './kit/table_rows.py';
import values from './kit/values.py';
import waits from './kit/waits.py';
import zones from './kit/zones.py';

/** The Python side of this runtime: the modules of the package `_sandbank`, and the script that makes the package of them. */
export const kitSources = {
  errors,
  host,
  imports,
  main,
  network,
  packages,
  program,
  rows,
  run,
  shows,
  table_rows: tableRows,
  values,
  waits,
  zones,
};
export const kitInstall = install;
