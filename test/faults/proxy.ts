import net from 'node:net';

/** What happens on the way: nothing, each answer late by so many ms, everything swallowed, or the line cut. */
export type Weather = 'clear' | { lateMs: number } | 'swallow' | 'cut';

/** A TCP proxy on a free port of this machine whose line can be made bad while it is used. */
export interface Proxy {
  port: number;
  turn(weather: Weather): void;
  close(): Promise<void>;
}

export async function startProxy(to: number): Promise<Proxy> {
  let weather: Weather = 'clear';
  const open = new Set<net.Socket>();
  const carry = (from: net.Socket, onto: net.Socket) =>
    from.on('data', (chunk) => {
      if (weather === 'swallow') return;
      const late = typeof weather === 'object' ? weather.lateMs / 2 : 0;
      if (late === 0) onto.write(chunk);
      else setTimeout(() => onto.destroyed || onto.write(chunk), late);
    });
  const server = net.createServer((client) => {
    if (weather === 'cut') {
      client.destroy();
      return;
    }
    const onward = net.connect(to, '127.0.0.1');
    for (const [one, other] of [
      [client, onward],
      [onward, client],
    ] as const) {
      open.add(one);
      carry(one, other);
      one.on('error', () => undefined);
      one.on('close', () => {
        open.delete(one);
        if (weather !== 'swallow') other.destroy();
      });
    }
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const cutAll = () => open.forEach((socket) => socket.destroy());
  return {
    port: (server.address() as net.AddressInfo).port,
    turn: (next) => {
      weather = next;
      if (next === 'cut') cutAll();
    },
    close: () =>
      new Promise((done) => {
        server.close(() => done());
        cutAll();
      }),
  };
}
