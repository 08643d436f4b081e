/** JupyterLab as `npm start` opens it: on the table, with the server connected. */
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { copyFileSync, createWriteStream, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root, tools } from './node.mjs';
import { linkLabextension } from './labextension.mjs';
import { rememberedPort } from './ports.mjs';
import { python } from './python.mjs';

const WELCOME = 'Welcome to Alacard.ipynb';

/** The folder that JupyterLab shows, with the welcome notebook in it. */
function notebookFolder() {
  const folder = process.env.ALACARD_NOTEBOOKS || join(root, 'notebooks');
  mkdirSync(folder, { recursive: true });
  const welcome = join(folder, WELCOME);
  const made = join(root, 'scripts', 'welcome.ipynb');
  if (!existsSync(welcome) && existsSync(made)) copyFileSync(made, welcome);
  return { folder, welcome: existsSync(welcome) ? WELCOME : null };
}

/** What JupyterLab starts with where the reader has set nothing else. */
function writeOverrides({ server, hub }) {
  const folder = join(tools, 'lab-settings');
  mkdirSync(folder, { recursive: true });
  const overrides = {
    '@alacard/jupyterlab-extension:plugin': {
      openAtStart: true,
      ...(server ? { serverUrl: server } : {}),
      ...(hub ? { hubUrl: hub } : {}),
    },
    '@jupyterlab/apputils-extension:notification': { fetchNews: 'false', checkForUpdates: false },
  };
  writeFileSync(join(folder, 'overrides.json'), JSON.stringify(overrides, null, 2));
  return folder;
}

/** A token that stays, so that an open page survives a restart. Only its owner may read the file. */
function tokenOf() {
  const file = join(tools, 'lab-token');
  if (!existsSync(file)) writeFileSync(file, randomBytes(24).toString('hex'), { mode: 0o600 });
  return readFileSync(file, 'utf8').trim();
}

/** Starts JupyterLab and waits until it answers. @throws an Error with the way out. */
export async function startLab({ server, hub, browser, children, say }) {
  const { folder, welcome } = notebookFolder();
  const port = await rememberedPort('JupyterLab', 8888, say);
  const token = tokenOf();
  const path = welcome ? `/lab/tree/${encodeURIComponent(welcome)}` : '/lab';
  const extensions = linkLabextension();
  const args = [
    '-m',
    'jupyterlab',
    `--ServerApp.root_dir=${folder}`,
    `--ServerApp.port=${port}`,
    '--ServerApp.port_retries=0',
    '--ServerApp.ip=127.0.0.1',
    `--LabApp.default_url=${path}`,
    `--LabApp.app_settings_dir=${writeOverrides({ server, hub })}`,
    '--LabApp.news_url=None',
    '--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate',
    '--LabApp.extension_manager=readonly',
  ];
  if (extensions) args.push(`--LabServerApp.extra_labextensions_path=${extensions}`);
  if (!browser) args.push('--no-browser');
  if (process.getuid?.() === 0) args.push('--allow-root');
  // JupyterLab asks yarn for its settings from here; without this the answer is a stack trace.
  writeFileSync(join(tools, 'package.json'), '{"type":"commonjs"}\n');
  mkdirSync(join(tools, 'logs'), { recursive: true });
  const log = createWriteStream(join(tools, 'logs', 'jupyterlab.log'));
  const lab = spawn(python, args, {
    cwd: tools,
    stdio: ['ignore', 'pipe', 'pipe'],
    // A group of its own, so that Ctrl-C reaches Jupyter through us, once.
    detached: process.platform !== 'win32',
    env: { ...process.env, JUPYTER_TOKEN: token, ...(hub ? { HF_ENDPOINT: hub } : {}) },
  });
  children.push(lab);
  let tail = '';
  for (const stream of [lab.stdout, lab.stderr]) {
    stream.on('data', (data) => {
      log.write(data);
      tail = (tail + data).slice(-3000);
    });
  }
  const url = `http://127.0.0.1:${port}`;
  const deadline = Date.now() + 120_000;
  for (;;) {
    if (lab.exitCode !== null) {
      const last = tail.trim().split('\n').slice(-3).join('\n');
      throw new Error(`JupyterLab did not start (.tools/logs/jupyterlab.log has all it said):\n${last}`);
    }
    const ready = await fetch(`${url}/api`, { signal: AbortSignal.timeout(2000) }).then(
      ({ ok }) => ok,
      () => false,
    );
    if (ready) break;
    if (Date.now() > deadline) throw new Error('JupyterLab did not answer in 2 minutes; see .tools/logs/jupyterlab.log.');
    await new Promise((resolve) => setTimeout(resolve, 150));
  }
  return { lab, url: `${url}${path}?token=${token}` };
}
