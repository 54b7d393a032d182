import type { Access } from './teller.ts';

/** Functions that touch a file: which argument names it (or which name it has), and what is done with it. */
export type FileUse = { at: number; name?: string; access: Access };

const read = (at = 0, name?: string): FileUse => ({ at, access: 'read', ...(name === undefined ? {} : { name }) });
const write = (at = 0, name?: string): FileUse => ({ at, access: 'write', ...(name === undefined ? {} : { name }) });
const remove = (at = 0, name?: string): FileUse => ({ at, access: 'delete', ...(name === undefined ? {} : { name }) });
const unknown = (at = 0, name?: string): FileUse => ({ at, access: 'unknown', ...(name === undefined ? {} : { name }) });

/** By what the function is in Python's library. */
export const pythonFiles: Readonly<Record<string, readonly FileUse[]>> = {
  'os.open': [unknown(0, 'path')],
  'os.remove': [remove(0, 'path')],
  'os.unlink': [remove(0, 'path')],
  'os.rmdir': [remove(0, 'path')],
  'os.removedirs': [remove(0, 'name')],
  'os.rename': [remove(0, 'src'), write(1, 'dst')],
  'os.renames': [remove(0, 'old'), write(1, 'new')],
  'os.replace': [remove(0, 'src'), write(1, 'dst')],
  'os.link': [read(0, 'src'), write(1, 'dst')],
  'os.symlink': [write(1, 'dst')],
  'os.truncate': [write(0, 'path')],
  'os.mkfifo': [write(0, 'path')],
  'os.listdir': [read(0, 'path')],
  'os.scandir': [read(0, 'path')],
  'os.walk': [read(0, 'top')],
  'glob.glob': [read(0, 'pathname')],
  'glob.iglob': [read(0, 'pathname')],
  'shutil.copy': [read(0, 'src'), write(1, 'dst')],
  'shutil.copy2': [read(0, 'src'), write(1, 'dst')],
  'shutil.copyfile': [read(0, 'src'), write(1, 'dst')],
  'shutil.copytree': [read(0, 'src'), write(1, 'dst')],
  'shutil.move': [remove(0, 'src'), write(1, 'dst')],
  'shutil.rmtree': [remove(0, 'path')],
  'shutil.make_archive': [write(0, 'base_name')],
  'shutil.unpack_archive': [read(0, 'filename'), write(1, 'extract_dir')],
  'linecache.getline': [read(0, 'filename')],
  'linecache.getlines': [read(0, 'filename')],
  'fileinput.input': [unknown(0, 'files')],
  'fileinput.FileInput': [unknown(0, 'files')],
  'shelve.open': [unknown(0, 'filename')],
  'dbm.open': [unknown(0, 'file')],
  'sqlite3.connect': [unknown(0, 'database')],
  'logging.FileHandler': [write(0, 'filename')],
  'xml.etree.ElementTree.parse': [read(0, 'source')],
  'mmap.mmap': [unknown(0)],
  'numpy.loadtxt': [read()],
  'numpy.genfromtxt': [read()],
  'numpy.load': [read()],
  'numpy.save': [write()],
  'numpy.savetxt': [write()],
  'pandas.read_csv': [read()],
  'pandas.read_json': [read()],
  'pandas.read_excel': [read()],
  'pandas.read_parquet': [read()],
  'pandas.read_pickle': [read()],
  'pandas.ExcelWriter': [write()],
};

/** Functions that open as `open` does: by a mode, which stands at 1. */
export const pythonOpeners = new Set([
  'builtins.open',
  'io.open',
  'io.open_code',
  'io.FileIO',
  '_io.open',
  'codecs.open',
  'gzip.open',
  'gzip.GzipFile',
  'bz2.open',
  'bz2.BZ2File',
  'lzma.open',
  'lzma.LZMAFile',
  'tarfile.open',
  'zipfile.ZipFile',
  'tokenize.open',
]);

/** Methods of a path: what they do with the path itself, and which argument is another. */
export const pathMethods: Readonly<Record<string, { own?: Access; other?: Access }>> = {
  read_text: { own: 'read' },
  read_bytes: { own: 'read' },
  iterdir: { own: 'read' },
  glob: { own: 'read' },
  rglob: { own: 'read' },
  walk: { own: 'read' },
  write_text: { own: 'write' },
  write_bytes: { own: 'write' },
  touch: { own: 'write' },
  unlink: { own: 'delete' },
  rmdir: { own: 'delete' },
  rename: { own: 'delete', other: 'write' },
  replace: { own: 'delete', other: 'write' },
  symlink_to: { own: 'write' },
  hardlink_to: { own: 'write' },
};

/** Methods that say what they do by their name, of an object that is not known. */
export const tellingMethods: Readonly<Record<string, Access>> = {
  read_text: 'read',
  read_bytes: 'read',
  write_text: 'write',
  write_bytes: 'write',
  unlink: 'delete',
  rmdir: 'delete',
  iterdir: 'read',
};

/** Methods of an object that is not known whose first argument is a file. */
export const writingMethods = new Set([
  'to_csv',
  'to_json',
  'to_excel',
  'to_parquet',
  'to_pickle',
  'to_html',
  'savefig',
  'extractall',
]);

/** Modules (with all below them) that are for the network. */
export const pythonNetwork = new Set(
  'aiohttp asyncore asynchat ftplib http.client http.server httplib httpx imaplib nntplib paramiko poplib pycurl pyodide.http requests smtplib socket socketserver ssl telnetlib tornado urllib.request urllib2 urllib3 webbrowser websocket websockets wsgiref xmlrpc js.fetch js.XMLHttpRequest js.WebSocket js.EventSource js.navigator js.importScripts asyncio.open_connection asyncio.start_server asyncio.open_unix_connection'.split(
    ' ',
  ),
);

/** Modules, functions and objects past which a reader of text sees nothing. */
export const pythonDynamic = new Set(
  'js pyodide pyodide_js _pyodide _pyodide_core _sandbank ctypes _ctypes importlib imp runpy code codeop marshal pickle cPickle _pickle dill cloudpickle shelve subprocess multiprocessing _thread gc inspect.currentframe inspect.stack inspect.getmembers sys.modules sys.meta_path sys.path_hooks sys._getframe sys.settrace sys.setprofile pkgutil zipimport types.FunctionType types.CodeType types.MethodType operator.attrgetter operator.methodcaller os.system os.popen os.fork os.execv os.execve os.execl os.execlp os.execvp os.spawnl os.spawnv os.posix_spawn os.startfile pty timeit.timeit cProfile.run profile.run pdb.run trace.Trace doctest'.split(
    ' ',
  ),
);

/** Builtins of the same kind. */
export const pythonDynamicBuiltins = new Set([
  'eval',
  'exec',
  'compile',
  '__import__',
  'globals',
  'vars',
  'locals',
  '__builtins__',
  '__loader__',
  '__spec__',
]);

/** Attributes by which code reaches what it was not given. */
export const pythonDynamicAttributes = new Set(
  '__subclasses__ __globals__ __builtins__ __bases__ __base__ __mro__ __code__ __closure__ __loader__ __import__ __getattribute__ __self__ __reduce__ __reduce_ex__ f_globals f_locals f_builtins f_back gi_frame cr_frame tb_frame'.split(
    ' ',
  ),
);

/** What the sandbox gives without an import. */
export const pythonFunctions = new Set(['query', 'display', 'table', 'chart', 'markdown', 'progress']);
