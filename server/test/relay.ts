import net from 'node:net';

/** A wire to a database or to Redis that can be frozen (nothing passes, nothing breaks) or cut. */
export interface Relay {
  readonly port: number;
  freeze(): void;
  thaw(): void;
  cut(): void;
  mend(): void;
  close(): Promise<void>;
}

export async function startRelay(host: string, port: number): Promise<Relay> {
  const pairs = new Set<readonly [net.Socket, net.Socket]>();
  let frozen = false;
  let down = false;
  const server = net.createServer((near) => {
    if (down) return void near.destroy();
    const far = net.connect(port, host);
    const pair = [near, far] as const;
    pairs.add(pair);
    for (const [from, to] of [pair, [far, near] as const]) {
      from.on('error', () => undefined);
      from.on('data', (data) => to.write(data));
      from.on('close', () => {
        pairs.delete(pair);
        to.destroy();
      });
      if (frozen) from.pause();
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const each = (work: (socket: net.Socket) => void): void => {
    for (const pair of pairs) pair.forEach(work);
  };
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the relay has no port');
  return {
    port: address.port,
    freeze() {
      frozen = true;
      each((socket) => socket.pause());
    },
    thaw() {
      frozen = false;
      each((socket) => socket.resume());
    },
    cut() {
      down = true;
      each((socket) => socket.destroy());
    },
    mend: () => void (down = false),
    async close() {
      each((socket) => socket.destroy());
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
