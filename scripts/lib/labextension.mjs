/** Show the built JupyterLab extension to JupyterLab without installing it. */
import { existsSync, mkdirSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { root, tools } from './node.mjs';

const built = join(root, 'jupyterlab-extension', 'alacard', 'labextension');

/** Folder for `LabServerApp.extra_labextensions_path`, or null when nothing was built. */
export function linkLabextension() {
  if (!existsSync(join(built, 'package.json'))) return null;
  const folder = join(tools, 'labextensions');
  const link = join(folder, '@alacard', 'jupyterlab-extension');
  mkdirSync(join(folder, '@alacard'), { recursive: true });
  rmSync(link, { recursive: true, force: true });
  symlinkSync(built, link, 'junction');
  return folder;
}
