import { spawn, type ChildProcess } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { python } from './venv.ts';

const root = join(import.meta.dirname, '../..');
/** Python of the Jupyter server; kernels always have the libraries of the tests' own. */
const server = process.env['ALACARD_JUPYTER'] ?? python;

export interface Jupyter {
  readonly url: string;
  /** Folder the server shows. */
  readonly folder: string;
  /** Ends the kernels that tests left behind. */
  stopKernels(): Promise<void>;
  close(): Promise<void>;
}

export interface JupyterOptions {
  readonly app: 'lab' | 'notebook';
  /** Values of the extension's settings. */
  readonly settings: Readonly<Record<string, unknown>>;
  /** Address for HF_ENDPOINT in the kernels. */
  readonly hub: string;
  /** False leaves the extension out, to measure what it adds. */
  readonly extension?: boolean;
}

/** A real Jupyter server with the built extension, settings and folder of its own. */
export async function startJupyter(options: JupyterOptions): Promise<Jupyter> {
  const home = mkdtempSync(join(tmpdir(), 'alacard-jupyter-'));
  const at = (name: string): string => join(home, name);
  for (const name of ['notebooks', 'config', 'runtime', 'workspaces', 'labextensions/@alacard']) {
    mkdirSync(at(name), { recursive: true });
  }
  if (options.extension ?? true) {
    const built = process.env['ALACARD_LABEXTENSION'] ?? join(root, 'alacard/labextension');
    symlinkSync(built, at('labextensions/@alacard/jupyterlab-extension'));
  }
  const set = (extension: string, plugin: string, values: object): void => {
    const folder = join(at('settings'), extension);
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, `${plugin}.jupyterlab-settings`), JSON.stringify(values));
  };
  set('@alacard/jupyterlab-extension', 'plugin', options.settings);
  // The modal palette closes when a headless window loses the focus; the docked one stays.
  set('@jupyterlab/apputils-extension', 'palette', { modal: false });
  set('@jupyterlab/apputils-extension', 'notification', { fetchNews: 'false' });
  const port = await freePort();
  writeFileSync(at('jupyter_config.py'), configuration(port, at('notebooks'), at('labextensions')));
  writeKernel(at('data/kernels/python3'));
  const jupyter = spawn(
    server,
    ['-m', options.app === 'lab' ? 'jupyterlab' : 'notebook', '--config', at('jupyter_config.py')],
    {
      cwd: at('notebooks'),
      stdio: ['ignore', 'ignore', 'pipe'],
      env: {
        ...process.env,
        PATH: `${dirname(python)}${delimiter}${process.env['PATH'] ?? ''}`,
        JUPYTER_CONFIG_DIR: at('config'),
        JUPYTER_PATH: at('data'),
        JUPYTER_RUNTIME_DIR: at('runtime'),
        JUPYTERLAB_SETTINGS_DIR: at('settings'),
        JUPYTERLAB_WORKSPACES_DIR: at('workspaces'),
        HF_ENDPOINT: options.hub,
        HF_HOME: at('hf'),
        HF_HUB_DISABLE_TELEMETRY: '1',
        GRADIO_ANALYTICS_ENABLED: 'False',
      },
    },
  );
  const url = `http://127.0.0.1:${port}`;
  await answering(jupyter, `${url}/api`);
  return {
    url,
    folder: at('notebooks'),
    stopKernels: async () => {
      // SAFETY: the server's own API, see its OpenAPI description.
      const kernels = (await (await fetch(`${url}/api/kernels`)).json()) as { id: string }[];
      await Promise.all(
        kernels.map(({ id }) => fetch(`${url}/api/kernels/${id}`, { method: 'DELETE' })),
      );
    },
    close: async () => {
      const ended = new Promise((resolve) => jupyter.once('exit', resolve));
      jupyter.kill('SIGTERM');
      // A server whose kernels do not end is not waited for.
      const impatient = setTimeout(() => jupyter.kill('SIGKILL'), 10_000);
      await ended;
      clearTimeout(impatient);
      rmSync(home, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
    },
  };
}

/** The kernel of the tests' own environment, for whichever server. */
function writeKernel(folder: string): void {
  mkdirSync(folder, { recursive: true });
  const argv = [python, '-m', 'ipykernel_launcher', '-f', '{connection_file}'];
  const spec = { argv, display_name: 'Python 3 (ipykernel)', language: 'python' };
  writeFileSync(join(folder, 'kernel.json'), JSON.stringify(spec));
}

const configuration = (port: number, notebooks: string, extensions: string): string => `
c.ServerApp.ip = "127.0.0.1"
c.ServerApp.port = ${port}
c.ServerApp.port_retries = 0
c.ServerApp.token = ""
c.ServerApp.password = ""
c.ServerApp.disable_check_xsrf = True
c.ServerApp.open_browser = False
c.ServerApp.allow_root = True
c.ServerApp.root_dir = ${JSON.stringify(notebooks)}
c.LabServerApp.extra_labextensions_path = [${JSON.stringify(extensions)}]
c.LabApp.expose_app_in_browser = True
c.JupyterNotebookApp.expose_app_in_browser = True
c.LabApp.check_for_updates_class = "jupyterlab.NeverCheckForUpdate"
c.LabApp.news_url = None
`;

const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as AddressInfo; // SAFETY: a listening TCP server.
      probe.close(() => resolve(port));
    });
  });

/** Waits until the server answers; an early end throws with what it said. */
async function answering(server: ChildProcess, url: string): Promise<void> {
  let said = '';
  server.stderr?.on('data', (chunk: Buffer) => {
    said = (said + chunk.toString()).slice(-4000);
  });
  const deadline = Date.now() + 180_000;
  while (Date.now() < deadline) {
    if (server.exitCode !== null) break;
    const answer = await fetch(url).catch(() => null);
    if (answer?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 150));
  }
  server.kill('SIGKILL');
  throw new Error(`The Jupyter server did not start:\n${said}`);
}
