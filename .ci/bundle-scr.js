/**
 * Puts the compiled command line of the reference runtime and its parser into dist/reference-runtime/cli/scr.bundle: four bytes
 * for the length of the source, the source, and what V8 compiled while it ran a container once. Saves a third of the command's time.
 */
const {
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
  readdirSync,
} = require('node:fs');
const { createServer } = require('node:http');
const { createRequire } = require('node:module');
const { tmpdir } = require('node:os');
const path = require('node:path');
const { Script } = require('node:vm');

const directory = path.join(__dirname, '../dist/reference-runtime/cli');
const entry = 'command-line.js';
// Not in the checkout, whose path may be longer than a socket's may be (unix(7): 107 bytes).
const scratch = mkdtempSync(path.join(tmpdir(), 'bundle-scr-'));
const socket = path.join(scratch, 'engine.sock');
const output = path.join(directory, 'scr.bundle');

const javascript = (folder) =>
  readdirSync(folder, { recursive: true })
    .filter((file) => file.endsWith('.js') && !file.endsWith('.test.js'))
    .map((file) => path.join(folder, file));
const commander = path.dirname(createRequire(path.join(directory, entry)).resolve('commander'));
const files = [
  ...javascript(directory).filter((file) => file !== path.join(directory, 'main.js')),
  path.join(directory, '../package-version.js'),
  path.join(commander, 'index.js'),
  ...javascript(path.join(commander, 'lib')),
];
const nameOf = (file) => path.relative(directory, file);

/** A module as a function, and what its requires mean here: a module of the bundle, or a file outside. */
function moduleEntry(file) {
  const text = readFileSync(file, 'utf8').replace(/^\/\/# sourceMappingURL=.*$/m, '');
  const requires = {};
  for (const [, id] of text.matchAll(/\brequire\(["']([^"':]+)["']\)/g)) {
    const target = createRequire(file).resolve(id);
    if (files.includes(target) || id.startsWith('.')) requires[id] = nameOf(target);
  }
  return `${JSON.stringify(nameOf(file))}:[function(exports,require,module,__filename,__dirname){${text}\n},${JSON.stringify(requires)}]`;
}

const stamps = files.map((file) => [nameOf(file), statSync(file).mtimeMs, statSync(file).size]);
const loader = `(function (nodeRequire, directory) {
  const { join, dirname } = nodeRequire('node:path');
  const modules = {${files.map(moduleEntry).join(',\n')}};
  const loaded = {};
  function load(name) {
    if (loaded[name]) return loaded[name].exports;
    const [run, requires] = modules[name];
    const module = (loaded[name] = { exports: {} });
    const file = join(directory, name);
    const find = (id) => {
      // The parser wants it for verbs that are programs of their own: scr has none, and loading it takes 2 ms.
      if (id === 'node:child_process' && name.includes('commander')) return { get spawn() { return nodeRequire(id).spawn; } };
      const target = requires[id];
      if (target === undefined) return nodeRequire(id);
      return modules[target] ? load(target) : nodeRequire(join(directory, target));
    };
    run.call(module.exports, module.exports, find, module, file, dirname(file));
    return module.exports;
  }
  load(${JSON.stringify(entry)});
})`;
// One byte for each character: then V8 reads it without converting.
const source = `//${JSON.stringify(stamps)}\n${loader}`.replace(
  /[\u0080-\uffff]/g,
  (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
);

const script = new Script(source, { filename: output });
/** Answers as an engine does, so that V8 compiles what a run needs. */
const engine = createServer((request, answer) => {
  const status = request.url.endsWith('/create') ? 201 : request.url.endsWith('/start') ? 204 : 200;
  answer.writeHead(status).end(status === 204 ? undefined : '{"Id":"0","StatusCode":0}');
}).on('upgrade', (_request, connection) => {
  connection.end('HTTP/1.1 101 UPGRADED\r\nConnection: Upgrade\r\nUpgrade: tcp\r\n\r\n\x01\0\0\0\0\0\0\0');
});
process.on('exit', (status) => {
  rmSync(scratch, { recursive: true, force: true });
  if (status !== 0) return;
  const length = Buffer.alloc(4);
  length.writeUInt32LE(source.length);
  writeFileSync(
    `${output}.new`,
    Buffer.concat([length, Buffer.from(source, 'latin1'), script.createCachedData()]),
  );
  renameSync(`${output}.new`, output);
});
engine.listen(socket, () => {
  process.argv.splice(2, Infinity, '--host', `unix://${socket}`, 'run', '--rm', 'image', 'program');
  script.runInThisContext()(require, directory);
});
