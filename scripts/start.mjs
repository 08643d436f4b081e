/**
 * `npm start`: from a clone to JupyterLab with the Alacard panel. Ctrl-C ends everything
 * it started. `-- --practice` plays with models that need no Hub, `-- --remove-practice`
 * removes them, `-- --no-browser` opens no window.
 */
import { accessSync, constants, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root, tools, underNewNode } from './lib/node.mjs';

const started = Date.now();
const say = (line) => console.log(line);
const options = new Set(process.argv.slice(2));
const KNOWN = ['--practice', '--remove-practice', '--no-browser'];
const unknown = [...options].filter((one) => !KNOWN.includes(one));
if (unknown.length > 0) {
  console.error(`npm start does not know ${unknown.join(' ')}. It knows ${KNOWN.join(', ')}.`);
  process.exit(2);
}
try {
  accessSync(root, constants.W_OK);
  mkdirSync(tools, { recursive: true });
} catch {
  console.error(
    `${root} cannot be written to. Copy the clone to a folder of your own and start again.`,
  );
  process.exit(1);
}

await underNewNode();

const { buildStarted, installPackages } = await import('./lib/packages.mjs');
const { installJupyter } = await import('./lib/python.mjs');
const { startHub, startServer } = await import('./lib/server.mjs');
const { startLab } = await import('./lib/lab.mjs');
const practice = await import('./lib/practice.mjs');

if (options.has('--remove-practice')) {
  practice.removePractice();
  say('The practice models are removed.');
  process.exit(0);
}

const children = [];
let ending = false;

/** End what was started, newest first; each gets five seconds to leave by itself. */
async function end(code) {
  if (ending) return;
  ending = true;
  for (const child of children.reverse()) {
    if (child.exitCode !== null || child.signalCode !== null) continue;
    const gone = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGTERM');
    const timer = setTimeout(() => child.kill('SIGKILL'), 5000);
    await gone;
    clearTimeout(timer);
  }
  process.exit(code);
}
process.on('SIGINT', () => void end(0));
process.on('SIGTERM', () => void end(0));

/** What a program said at length goes into a log; here stands what to do. */
function inOneSentence(error) {
  const offline =
    /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ETIMEDOUT|ECONNRESET|NewConnectionError|Temporary failure in name resolution|No matching distribution/;
  if (!error.message.includes(' ended with code ')) return error.message;
  mkdirSync(join(tools, 'logs'), { recursive: true });
  writeFileSync(join(tools, 'logs', 'start.log'), `${error.message}\n`);
  const [what] = error.message.split('\n');
  return offline.test(error.message)
    ? `The package registries cannot be reached, so nothing could be installed (.tools/logs/start.log has the details). Check the connection; behind a proxy set HTTPS_PROXY, for mirrors npm_config_registry and PIP_INDEX_URL. Then start again.`
    : `${what.slice(0, 200)} (.tools/logs/start.log has all it said).`;
}

try {
  const asking = practice.hubFault();
  await installPackages();
  await buildStarted();
  await installJupyter();
  const fault = await asking;
  const play =
    options.has('--practice') || (fault !== null && (await practice.wantsPractice(fault, say)));
  let hub = process.env.HF_ENDPOINT || null;
  if (play) {
    await practice.preparePractice(say);
    hub = await startHub(practice.practiceFolder, children, say);
    if (hub === null) throw new Error('The local hub did not start; .tools/logs/hub.log says why.');
    say(`Practice table: ${hub} (remove its models with npm start -- --remove-practice)`);
  }
  const env = hub ? { HF_ENDPOINT: hub } : {};
  const server = await startServer(children, say, env);
  const browser = !process.env.CI && !options.has('--no-browser');
  const { lab, url } = await startLab({ server, hub, browser, children, say });
  lab.on('exit', (code) => void end(code ?? 0));
  say(`JupyterLab: ${url}`);
  say(`Ready after ${((Date.now() - started) / 1000).toFixed(1)} s. Press Ctrl-C here to end it.`);
} catch (error) {
  console.error(inOneSentence(error));
  await end(1);
}
