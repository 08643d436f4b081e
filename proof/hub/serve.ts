/**
 * The local hub from the command line:
 *
 *     node proof/hub/serve.ts --models DIR [--models DIR] [--cards DIR] [--port N] [--log] [--inference]
 *
 * Prints `HF_ENDPOINT=http://127.0.0.1:PORT` and serves until it is stopped. With
 * `--inference` a second server answers as Inference Providers do, and
 * `INFERENCE_BASE_URL=…` is printed, too.
 */
import { parseArgs } from 'node:util';
import { startProvider } from '../provider/server.ts';
import { startLocalHub } from './server.ts';

const { values } = parseArgs({
  options: {
    models: { type: 'string', multiple: true, default: [] },
    cards: { type: 'string' },
    port: { type: 'string', default: '0' },
    log: { type: 'boolean', default: false },
    inference: { type: 'boolean', default: false },
  },
});

const hub = await startLocalHub({
  roots: values.models,
  port: Number(values.port),
  ...(values.cards === undefined ? {} : { cards: values.cards }),
});
console.log(`HF_ENDPOINT=${hub.url}`);
const inference = values.inference ? await startProvider() : null;
if (inference) console.log(`INFERENCE_BASE_URL=${inference.url}`);

let written = 0;
const timer = setInterval(() => {
  if (!values.log) return;
  for (const { method, url, status } of hub.requests.slice(written)) {
    console.error(`${method} ${url} -> ${String(status)}`);
  }
  written = hub.requests.length;
}, 200);

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    clearInterval(timer);
    void hub.close();
    void inference?.close();
  });
}
