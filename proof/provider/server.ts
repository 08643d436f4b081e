import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { z } from 'zod';

/**
 * Stands in for an inference provider: what `InferenceClient(base_url=…)` of
 * huggingface_hub 1.x sends to. Chat as OpenAI-compatible servers answer it,
 * plain and streamed; anything else with `inputs` gets a picture.
 * Source: huggingface_hub `inference/_client.py`, `_providers/hf_inference.py`.
 */
export interface Provider {
  /** For INFERENCE_BASE_URL. */
  readonly url: string;
  close(): Promise<void>;
}

const BlockSchema = z.union([
  z.object({ type: z.literal('text'), text: z.string() }),
  z.object({
    type: z.literal('image_url'),
    image_url: z.object({ url: z.string().regex(/^(data:image\/|https?:)/) }),
  }),
]);
const ChatSchema = z.object({
  model: z.string().min(1),
  messages: z
    .array(
      z.object({
        role: z.enum(['system', 'user', 'assistant']),
        content: z.union([z.string(), z.array(BlockSchema)]),
      }),
    )
    .min(1),
  stream: z.boolean().nullish(),
  max_tokens: z.number().int().positive().nullish(),
});
const InputsSchema = z.object({ inputs: z.string().min(1) });

/** A grey pixel, as PNG. */
const PICTURE = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNoAAAAggCBd81ytgAAAABJRU5ErkJggg==',
  'base64',
);
const WORDS = ['A ', 'provider ', 'answered ', 'this ', 'in ', 'seven ', 'words.'];

export async function startProvider(): Promise<Provider> {
  const server = createServer((request, response) => {
    void answer(request, response).catch((error: unknown) => {
      send(response, 500, { error: error instanceof Error ? error.message : 'fault' });
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo; // SAFETY: a TCP server that listens has an AddressInfo.
  return {
    url: `http://127.0.0.1:${String(port)}/v1`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const body = await bodyOf(request);
  if (!/^Bearer hf_/.test(request.headers.authorization ?? '')) {
    send(response, 401, { error: 'Invalid username or password.' });
    return;
  }
  if (request.url?.endsWith('/chat/completions')) {
    const chat = ChatSchema.safeParse(body);
    if (!chat.success) send(response, 422, { error: z.prettifyError(chat.error) });
    else if (chat.data.stream) stream(response, chat.data.model);
    else send(response, 200, completion(chat.data.model));
    return;
  }
  const inputs = InputsSchema.safeParse(body);
  if (!inputs.success) send(response, 422, { error: z.prettifyError(inputs.error) });
  else response.writeHead(200, { 'content-type': 'image/png' }).end(PICTURE);
}

const completion = (model: string): object => ({
  id: 'proof',
  object: 'chat.completion',
  created: 1,
  model,
  choices: [
    { index: 0, message: { role: 'assistant', content: WORDS.join('') }, finish_reason: 'stop' },
  ],
  usage: { prompt_tokens: 9, completion_tokens: 7, total_tokens: 16 },
});

/** As providers do: a first event without text, the words, a last one without choices. */
function stream(response: ServerResponse, model: string): void {
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  const event = (choices: object[], more: object = {}): void => {
    const chunk = { id: 'proof', object: 'chat.completion.chunk', created: 1, model, choices };
    response.write(`data: ${JSON.stringify({ ...chunk, ...more })}\n\n`);
  };
  const delta = (content: string, finish: string | null): object => ({
    index: 0,
    delta: { role: 'assistant', content },
    finish_reason: finish,
  });
  event([delta('', null)]);
  for (const word of WORDS) event([delta(word, null)]);
  event([delta('', 'stop')]);
  event([], { usage: { prompt_tokens: 9, completion_tokens: 7, total_tokens: 16 } });
  response.end('data: [DONE]\n\n');
}

async function bodyOf(request: IncomingMessage): Promise<unknown> {
  const parts: Uint8Array[] = [];
  for await (const part of request) parts.push(part as Uint8Array); // SAFETY: no encoding is set, so parts are bytes.
  try {
    return JSON.parse(Buffer.concat(parts).toString('utf8')) as unknown;
  } catch {
    return null;
  }
}

const send = (response: ServerResponse, status: number, body: object): void => {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
};
