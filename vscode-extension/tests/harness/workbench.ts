import { spawn, type ChildProcess } from 'node:child_process';
import {
  createWriteStream,
  existsSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Put there by scripts/lib/code-server.mjs. */
const vscode = join(
  import.meta.dirname,
  '../../../.tools/code-server/node_modules/code-server/lib/vscode',
);
export const serverMain = join(vscode, 'out/server-main.js');

export interface Workbench {
  readonly url: string;
  /** `127.0.0.1:port`, as in `vscode-remote://` addresses. */
  readonly authority: string;
  /** Everything of this server lies below it. */
  readonly home: string;
  /** The folder that is open in the workbench. */
  readonly folder: string;
  close(): Promise<void>;
}

export interface WorkbenchOptions {
  /** Settings of scope machine, such as Alacard's addresses. */
  readonly machine: Readonly<Record<string, unknown>>;
  /** Folder of installed extensions; an empty one by default. */
  readonly extensions?: string;
  /** Shows notifications as they come. A page can then not name an extension under development. */
  readonly notifications?: boolean;
  /** The folder is not trusted: the workbench runs in restricted mode. */
  readonly restricted?: boolean;
}

/** What keeps the workbench quiet and the same from run to run. */
export const QUIET = {
  'chat.disableAIFeatures': true,
  'extensions.ignoreRecommendations': true,
  'security.workspace.trust.enabled': false,
  'telemetry.telemetryLevel': 'off',
  'update.mode': 'none',
  'window.commandCenter': false,
  'workbench.enableExperiments': false,
  'workbench.reduceMotion': 'on',
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
  'workbench.welcomePage.walkthroughs.openOnInstall': false,
  'files.readonlyInclude': { '**/locked*.ipynb': true },
  // Notebooks that a test left unsaved must not come back in the next.
  'files.hotExit': 'off',
};

const RESTRICTED = {
  'security.workspace.trust.enabled': true,
  'security.workspace.trust.startupPrompt': 'never',
};

/** VS Code's own server with a profile and a folder of its own. */
export async function startWorkbench(options: WorkbenchOptions): Promise<Workbench> {
  if (!existsSync(serverMain)) {
    throw new Error('code-server is not there. Get it with: npm test -- --only vscode');
  }
  const home = mkdtempSync(join(tmpdir(), 'alacard-vscode-'));
  const at = (name: string): string => join(home, name);
  for (const name of ['folder', 'extensions', 'data/data/User', 'data/data/Machine']) {
    mkdirSync(at(name), { recursive: true });
  }
  writeUserSettings(home, options.restricted === true ? RESTRICTED : {});
  writeMachineSettings(home, options.machine);
  const port = await freePort();
  const server = spawn(
    process.execPath,
    [
      join(import.meta.dirname, 'serve.ts'),
      ...['--host', '127.0.0.1', '--port', String(port), '--without-connection-token'],
      ...['--server-data-dir', at('data')],
      ...['--extensions-dir', options.extensions ?? at('extensions')],
      ...['--accept-server-license-terms', '--telemetry-level', 'off'],
      ...(options.restricted === true ? [] : ['--disable-workspace-trust']),
      ...(options.notifications === true ? [] : ['--enable-smoke-test-driver']),
    ],
    // A group of its own: with it end the extension hosts that the server has started.
    { stdio: ['pipe', 'pipe', 'pipe'], detached: true, env: environment(at('hf')) },
  );
  const log = createWriteStream(at('server.log'));
  server.stdout.pipe(log, { end: false });
  server.stderr.pipe(log, { end: false });
  const authority = `127.0.0.1:${port}`;
  await answering(server, `http://${authority}/version`, at('server.log'));
  const end = (): void => {
    if (server.pid !== undefined && server.exitCode === null) process.kill(-server.pid, 'SIGKILL');
  };
  return {
    url: `http://${authority}`,
    authority,
    home,
    folder: at('folder'),
    close: async () => {
      const ended = new Promise((resolve) => server.once('exit', resolve));
      end();
      await ended;
      rmSync(home, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
    },
  };
}

/** Ours without what would let a test reach somebody's account. */
const environment = (hfHome: string): NodeJS.ProcessEnv => ({
  ...process.env,
  HF_TOKEN: undefined,
  HF_ENDPOINT: undefined,
  HF_HOME: hfHome,
});

const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as AddressInfo; // SAFETY: a listening TCP server.
      probe.close(() => resolve(port));
    });
  });

async function answering(server: ChildProcess, url: string, log: string): Promise<void> {
  const deadline = Date.now() + 90_000;
  while (Date.now() < deadline) {
    if (server.exitCode !== null) break;
    const answer = await fetch(url).catch(() => null);
    if (answer?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 150));
  }
  if (server.pid !== undefined) process.kill(-server.pid, 'SIGKILL');
  throw new Error(`VS Code's server did not start; its log is ${log}.`);
}

/** The settings of the person; a page reads them when it is loaded. */
export function writeUserSettings(
  home: string,
  more: Readonly<Record<string, unknown>> = {},
): void {
  const path = join(home, 'data/data/User/settings.json');
  writeFileSync(path, JSON.stringify({ ...QUIET, ...more }));
}

/** Settings of scope machine; the workbench follows the file. */
export const writeMachineSettings = (
  home: string,
  settings: Readonly<Record<string, unknown>>,
): void => {
  writeFileSync(join(home, 'data/data/Machine/settings.json'), JSON.stringify(settings));
};
