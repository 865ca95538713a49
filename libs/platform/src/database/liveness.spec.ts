import { createTestDatabase, type TestDatabase } from '@tidu/test/database';
import net, { type AddressInfo } from 'node:net';
import { givesSignOfLife } from './liveness';

describe('a sign of life', () => {
  let test: TestDatabase;
  beforeAll(async () => (test = await createTestDatabase()));
  afterAll(() => test.drop());

  it('of a living server is heard, however busy this program is meanwhile', async () => {
    const asked = givesSignOfLife(new URL(test.appUrl), 100);
    for (let i = 0; i < 3; i++) {
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 150);
      await new Promise((done) => setImmediate(done));
    }
    expect(await asked).toBe(true);
  });

  it('does not come from a server that says nothing, nor from where there is none', async () => {
    const mute = net.createServer((socket) => socket.resume());
    await new Promise<void>((done) => mute.listen(0, '127.0.0.1', done));
    const url = new URL(`postgres://127.0.0.1:${(mute.address() as AddressInfo).port}`);
    expect(await givesSignOfLife(url, 100)).toBe(false);
    await new Promise((done) => mute.close(done));
    expect(await givesSignOfLife(url, 100)).toBe(false);
  });
});
