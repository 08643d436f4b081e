import assert from 'node:assert/strict';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { after, before, describe, it } from 'node:test';
import { output, python } from '../harness/venv.ts';
import { buildWheel, type Wheel } from '../harness/wheel.ts';

const root = join(import.meta.dirname, '../..');
const PACKAGE = '@alacard/jupyterlab-extension';
const read = (path: string): { version: string; dependencies: Record<string, string> } =>
  JSON.parse(readFileSync(path, 'utf8'));

let wheel: Wheel;
before(() => {
  wheel = buildWheel();
});
after(() => wheel.remove());

describe('the packages', () => {
  it('have one version: npm, the built extension, the wheel, and core', () => {
    const { version, dependencies } = read(join(root, 'package.json'));
    assert.equal(read(join(root, 'alacard/labextension/package.json')).version, version);
    assert.equal(read(join(root, '../core/package.json')).version, version);
    assert.equal(dependencies['@alacard/core'], version);
    assert.match(
      wheel.path,
      new RegExp(`/alacard-${version.replaceAll('.', '\\.')}-py3-none-any\\.whl$`),
    );
  });

  it('the wheel, in a fresh virtual environment, shows the extension enabled', () => {
    const fresh = join(wheel.folder, 'fresh');
    output(python, ['-m', 'venv', fresh]);
    const own = join(fresh, 'bin/python');
    output(own, ['-m', 'pip', 'install', '--quiet', '--no-deps', '--no-index', wheel.path]);
    // JupyterLab itself is lent by the environment of the tests: 250 MB that say nothing about ours.
    const lib = join(fresh, 'lib');
    const site = join(lib, readdirSync(lib)[0] ?? '', 'site-packages');
    const lent = output(python, ['-c', 'import sysconfig; print(sysconfig.get_path("purelib"))']);
    writeFileSync(join(site, 'lent.pth'), lent);
    const list = [
      'import sys; from jupyterlab.labextensions import main;',
      'sys.argv = ["jupyter-labextension", "list"]; main()',
    ].join('');
    const said = stripVTControlCharacters(output('/bin/sh', ['-c', `"${own}" -c '${list}' 2>&1`]));
    const { version } = read(join(root, 'package.json'));
    assert.match(said, new RegExp(`${PACKAGE} v${version} enabled\\s+OK \\(python, alacard\\)`));
    const installed = join(fresh, 'share/jupyter/labextensions', PACKAGE);
    assert.ok(said.includes(join(fresh, 'share/jupyter/labextensions')), said);
    assert.ok(readdirSync(installed).includes('install.json'));
  });

  it('the npm package holds what JupyterLab loads, and no sources or tests', () => {
    const folder = join(wheel.folder, 'npm');
    mkdirSync(folder);
    const [packed] = JSON.parse(
      output('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], root),
    ) as { files: { path: string }[] }[];
    const paths = packed?.files.map(({ path }) => path) ?? [];
    assert.ok(paths.includes('alacard/labextension/package.json'));
    assert.ok(paths.some((path) => path.startsWith('alacard/labextension/static/remoteEntry.')));
    assert.ok(paths.includes('schema/plugin.json') && paths.includes('LICENSE'));
    assert.deepEqual(
      paths.filter((path) => /^(src|ui-tests)\/|\.test\./.test(path)),
      [],
    );
  });
});
