import { execFile } from 'node:child_process';
import { globSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { serverMain } from './workbench.ts';

const root = join(import.meta.dirname, '../..');
const execute = promisify(execFile);

/** Name of the environment variable by which run.ts tells the suites where the extension is. */
export const EXTENSIONS = 'ALACARD_VSCODE_EXTENSIONS';

/** Makes the package with `npm run package`, and installs it as a person would. */
export async function installPackage(extensions: string): Promise<void> {
  for (const old of globSync(join(root, '*.vsix'))) rmSync(old);
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  await execute(npm, ['run', '--silent', 'package'], {
    cwd: root,
    shell: process.platform === 'win32',
  });
  const [vsix] = globSync(join(root, '*.vsix'));
  if (vsix === undefined) throw new Error('`npm run package` made no .vsix.');
  const data = join(extensions, '..', `alacard-install-${process.pid}`);
  const { stdout, stderr } = await execute(process.execPath, [
    serverMain,
    ...['--install-extension', vsix],
    ...['--extensions-dir', extensions, '--server-data-dir', data],
    '--accept-server-license-terms',
  ]);
  rmSync(data, { recursive: true, force: true });
  if (!/successfully installed/.test(stdout)) throw new Error(`${stdout}\n${stderr}`);
}

/** Where extensions are installed, and the folder of ours among them. */
export function installedExtension(): { extensions: string; folder: string } {
  const extensions = process.env[EXTENSIONS];
  if (extensions === undefined) throw new Error('Run these tests with tests/run.ts.');
  const name = readdirSync(extensions).find((one) => one.startsWith('alacard.alacard-vscode-'));
  if (name === undefined) throw new Error(`The extension is not in ${extensions}.`);
  return { extensions, folder: join(extensions, name) };
}
