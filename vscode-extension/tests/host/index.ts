import './making.host.ts';
import './hostile.host.ts';
import './language.host.ts';
import './tools.host.ts';
import { runTests } from './suite.ts';
import { world } from './world.ts';

export async function run(): Promise<void> {
  const { only } = await world();
  await runTests(only === null ? null : new RegExp(only));
}
