/** Measures the families of one parser, from a given one on, and tells of each as it is done. */
import { parentPort, workerData } from 'node:worker_threads';
import { FAMILIES } from './families.ts';
import { measure } from './measure.ts';
import { PARSERS } from './parsers.ts';

const { parser: name, from } = workerData as { parser: string; from: number };
const parser = PARSERS[name];
if (parser === undefined) throw new Error(`no parser ${name}`);
parser.run('warm');
for (const [family, text] of Object.entries(FAMILIES).slice(from)) {
  parentPort?.postMessage({ family, measured: measure(parser, text) });
}
