import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';

/** One call that the local inference server answered. */
export interface InferenceCall {
  readonly path: string;
  readonly model: string | null;
  readonly streamed: boolean;
  readonly token: string | null;
}

export interface LocalInference {
  /** For INFERENCE_BASE_URL; ends in `/v1`. */
  readonly url: string;
  /** Every answered call so far, oldest first. */
  readonly calls: readonly InferenceCall[];
  close(): Promise<void>;
}

const Part = z.union([
  z.object({ type: z.literal('text'), text: z.string() }),
  z.object({
    type: z.literal('image_url'),
    image_url: z.object({ url: z.string().regex(/^data:image\/(png|jpeg);base64,[\w+/=]+$/) }),
  }),
]);
const ChatRequest = z.object({
  model: z.string(),
  messages: z
    .array(z.object({ role: z.string(), content: z.union([z.string(), z.array(Part)]) }))
    .min(1),
  stream: z.boolean().nullish(),
});
const ImageRequest = z.object({ inputs: z.string().min(1) });

/** A PNG of one grey pixel. */
const PIXEL = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNoAAAAggCBd81ytgAAAABJRU5ErkJggg==',
  'base64',
);

/**
 * A server that speaks as much of the OpenAI chat protocol and of the Hub's
 * text-to-image endpoint as `huggingface_hub.InferenceClient` uses. It knows no
 * model: it repeats the question, so that a proof can see that it arrived.
 */
export const startInference = async (port = 0): Promise<LocalInference> => {
  const calls: InferenceCall[] = [];
  const server = createServer((request, response) => {
    answer(request, response, calls).catch((error: unknown) => {
      if (response.headersSent) response.destroy();
      else fail(response, 500, error instanceof Error ? error.message : 'fault');
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  const address = server.address() as AddressInfo; // SAFETY: a TCP server that listens has an AddressInfo.
  return {
    url: `http://127.0.0.1:${String(address.port)}/v1`,
    calls,
    close: () =>
      new Promise((resolve, reject) => {
        server.close((error) => {
          if (error) reject(error);
          else resolve();
        });
        server.closeAllConnections();
      }),
  };
};

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  calls: InferenceCall[],
): Promise<void> {
  const path = request.url ?? '/';
  const token = /^Bearer (.+)$/i.exec(request.headers.authorization ?? '')?.[1] ?? null;
  const body = await readJson(request);
  if (request.method === 'POST' && path === '/v1/chat/completions') {
    const chat = ChatRequest.safeParse(body);
    if (!chat.success) {
      fail(response, 422, z.prettifyError(chat.error));
      return;
    }
    const { model, messages, stream } = chat.data;
    calls.push({ path, model, streamed: stream === true, token });
    const reply = replyTo(messages.at(-1)?.content ?? '');
    if (stream) await sendPieces(response, model, reply);
    else sendJson(response, 200, completion(model, reply));
    return;
  }
  if (request.method === 'POST' && path === '/v1') {
    const image = ImageRequest.safeParse(body);
    if (!image.success) {
      fail(response, 422, z.prettifyError(image.error));
      return;
    }
    calls.push({ path, model: null, streamed: false, token });
    response.writeHead(200, { 'content-type': 'image/png' }).end(PIXEL);
    return;
  }
  fail(response, 404, `no such path: ${path}`);
}

function replyTo(content: z.infer<typeof ChatRequest>['messages'][number]['content']): string {
  if (typeof content === 'string') return `The local server heard: ${content}`;
  const texts = content.flatMap((part) => (part.type === 'text' ? [part.text] : []));
  return `The local server got ${String(content.length - texts.length)} picture(s) and heard: ${texts.join(' ')}`;
}

const completion = (model: string, content: string): unknown => ({
  id: 'local',
  object: 'chat.completion',
  created: 0,
  model,
  choices: [{ index: 0, message: { role: 'assistant', content }, finish_reason: 'stop' }],
  usage: { prompt_tokens: 1, completion_tokens: content.split(' ').length, total_tokens: 1 },
});

/** Server-sent events, one a word; the first and the last carry no text, as real servers do. */
async function sendPieces(response: ServerResponse, model: string, reply: string): Promise<void> {
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  const send = (value: unknown) => response.write(`data: ${JSON.stringify(value)}\n\n`);
  const chunk = (delta: unknown, finish: string | null) => ({
    id: 'local',
    object: 'chat.completion.chunk',
    created: 0,
    model,
    choices: [{ index: 0, delta, finish_reason: finish }],
  });
  send(chunk({ role: 'assistant', content: '' }, null));
  for (const piece of reply.split(/(?<= )/)) {
    await pause(2);
    send(chunk({ content: piece }, null));
  }
  send(chunk({}, 'stop'));
  send({ id: 'local', object: 'chat.completion.chunk', created: 0, model, choices: [] });
  response.end('data: [DONE]\n\n');
}

async function readJson(request: IncomingMessage): Promise<unknown> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer); // SAFETY: no encoding is set, so parts are Buffers.
  try {
    return JSON.parse(Buffer.concat(parts).toString('utf8'));
  } catch {
    return null;
  }
}

const sendJson = (response: ServerResponse, status: number, value: unknown): void => {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value));
};

const fail = (response: ServerResponse, status: number, message: string): void => {
  sendJson(response, status, { error: message });
};
