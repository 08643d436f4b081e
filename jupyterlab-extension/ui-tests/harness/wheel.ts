import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { environment, output } from './venv.ts';

const root = join(import.meta.dirname, '../..');

/** What builds our wheel, and a JupyterLite around it. */
const PACKAGES = [
  'hatchling==1.32.4',
  'jupyterlite-core==0.8.6',
  'jupyterlite-pyodide-kernel==0.8.6',
];

/** Python that has JupyterLite's builder and hatchling. */
export const builder = (): string => environment('lite', PACKAGES);

export interface Wheel {
  readonly path: string;
  /** A folder that is gone when the wheel is. */
  readonly folder: string;
  remove(): void;
}

/** The wheel of the extension as it is built now. */
export function buildWheel(): Wheel {
  if (!existsSync(join(root, 'alacard/labextension/package.json'))) {
    throw new Error(
      'The extension is not built yet. Run: npm run build -w @alacard/jupyterlab-extension',
    );
  }
  const folder = mkdtempSync(join(tmpdir(), 'alacard-wheel-'));
  output(builder(), [
    '-m',
    'pip',
    'wheel',
    root,
    '--no-deps',
    '--no-build-isolation',
    '--quiet',
    '--wheel-dir',
    folder,
  ]);
  const name = readdirSync(folder).find((file) => file.endsWith('.whl'));
  if (name === undefined) throw new Error(`pip wheel left no wheel in ${folder}.`);
  return {
    path: join(folder, name),
    folder,
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
