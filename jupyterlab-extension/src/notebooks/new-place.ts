import { aboutPlace, baseName, type Notebook } from '@alacard/core';
import type { JupyterFrontEnd } from '@jupyterlab/application';
import { PathExt } from '@jupyterlab/coreutils';
import { NotebookPanel } from '@jupyterlab/notebook';
import { freeName } from './file-name.ts';
import type { Place } from './place.ts';

/**
 * A new notebook in `folder`, written as a file and then opened: the kernel is
 * named in the file, so nobody is asked for it. Works where an opened notebook
 * gets a browser tab of its own (Notebook 7).
 */
export function newPlace(app: JupyterFrontEnd, folder: string): Place {
  const { contents, kernelspecs } = app.serviceManager;
  return {
    blocked: () =>
      // Without any kernel the server's answer is empty, which the service reads as none at all.
      kernelspecs.isReady && Object.keys(kernelspecs.specs?.kernelspecs ?? {}).length === 0
        ? aboutPlace('no-kernel')
        : null,
    put: async (notebook) => {
      const name = await writeNotebook(contents, folder, withKernel(notebook, kernelspecs.specs));
      const path = PathExt.join(folder, name);
      const opened: unknown = await app.commands.execute('docmanager:open', {
        path,
        factory: 'Notebook',
      });
      // Notebook 7 opens a browser tab; the panel it makes here is never attached nor ready.
      const panel = opened instanceof NotebookPanel && opened.isAttached ? opened : null;
      if (panel) await panel.context.ready;
      return { where: name, cells: notebook.cells.length, panel };
    },
  };
}

type Contents = JupyterFrontEnd['serviceManager']['contents'];
type Specs = JupyterFrontEnd['serviceManager']['kernelspecs']['specs'];

/** Names the server's default kernel instead of the generator's `python3`. */
function withKernel(notebook: Notebook, specs: Specs): Notebook {
  const spec = specs?.kernelspecs[specs.default];
  if (!spec) return notebook;
  const kernelspec = { name: spec.name, display_name: spec.display_name, language: spec.language };
  return { ...notebook, metadata: { ...notebook.metadata, kernelspec } };
}

/** Writes the file under a name that was free a moment ago. */
async function writeNotebook(
  contents: Contents,
  folder: string,
  notebook: Notebook,
): Promise<string> {
  const listing = await contents.get(folder, { content: true });
  const files = Array.isArray(listing.content) ? listing.content : [];
  const name = freeName(
    baseName(notebook),
    new Set(files.map((file: { name: string }) => file.name)),
  );
  await contents.save(PathExt.join(folder, name), {
    type: 'notebook',
    format: 'json',
    content: notebook,
  });
  return name;
}
