import type { IRouter, JupyterFrontEnd } from '@jupyterlab/application';
import { CommandIDs } from './ids.ts';
import type { Sidebar } from './sidebar.ts';

/** What share pages put behind the address of a JupyterLab. */
const PARAMETERS = ['alacard-remix', 'server', 'id', 'version'];

/** Opens the shared notebook of an address such as `/lab?alacard-remix=1&server=…&id=…`. */
export function followLinks(app: JupyterFrontEnd, router: IRouter, sidebar: Sidebar): void {
  app.commands.addCommand(CommandIDs.followLink, {
    label: 'Follow a Link to a Shared Notebook',
    describedBy: {
      args: {
        type: 'object',
        properties: {
          search: { type: 'string', description: 'Query of the address that was opened.' },
        },
      },
    },
    execute: async () => {
      const { path, search, hash } = router.current;
      const query = new URLSearchParams(search);
      const link = `${location.origin}/lab?${query.toString()}`;
      for (const name of PARAMETERS) query.delete(name);
      const rest = query.toString();
      // A reload must not ask again.
      router.navigate(`${path}${rest === '' ? '' : `?${rest}`}${hash}`, {
        skipRouting: true,
      });
      await app.restored;
      const { sharer } = await sidebar.open();
      await sharer.remix(link);
    },
  });
  router.register({ command: CommandIDs.followLink, pattern: /[?&]alacard-remix=/ });
}
