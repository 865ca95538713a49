import { prefetched } from './prefetched';

describe('rows that are fetched ahead', () => {
  it('come part by part until one is empty', async () => {
    const parts = [[1, 2], [3], []];
    const seen: number[][] = [];
    for await (const rows of prefetched(() => Promise.resolve(parts.shift() ?? []))) seen.push(rows);
    expect(seen).toEqual([[1, 2], [3]]);
  });

  it('leave nothing on its way when the reader goes early, and tell what failed', async () => {
    let [asked, answered] = [0, 0];
    const slowly = async () => {
      asked++;
      await new Promise((done) => setImmediate(done));
      answered++;
      return [asked];
    };
    for await (const [first] of prefetched(slowly)) if (first === 1) break;
    expect([asked, answered]).toEqual([2, 2]);
    const failing = prefetched(() => Promise.reject(new Error('the server is gone')));
    await expect(failing.next()).rejects.toThrow('the server is gone');
  });
});
