import { Uri, workspace } from 'vscode';
import type { World } from './world-file.ts';

const folder = (): Uri => {
  const [first] = workspace.workspaceFolders ?? [];
  if (!first) throw new Error('The tests need a folder that is open.');
  return first.uri;
};

export const at = (name: string): Uri => Uri.joinPath(folder(), name);

export async function readJson<T>(name: string): Promise<T> {
  // SAFETY: files that the tests have written themselves, or whose fields they look at.
  return JSON.parse(new TextDecoder().decode(await workspace.fs.readFile(at(name)))) as T;
}

export const write = async (name: string, content: unknown): Promise<void> =>
  workspace.fs.writeFile(at(name), new TextEncoder().encode(JSON.stringify(content, null, 1)));

let known: World | null = null;

/** What whoever started the host has put into the folder. */
export const world = async (): Promise<World> => (known ??= await readJson<World>('world.json'));

/** Tells the gate before the Hub what to do, see harness/valve.ts. */
export const valve = async (order: 'hold' | 'open' | 'cut'): Promise<void> => {
  await fetch(`${(await world()).hub}/__valve/${order}`);
};

/** Paths that were asked of the Hub since the last time. */
export const asked = async (): Promise<string[]> => {
  const answer = await fetch(`${(await world()).hub}/__valve/seen`);
  // SAFETY: harness/valve.ts.
  return (await answer.json()) as string[];
};
