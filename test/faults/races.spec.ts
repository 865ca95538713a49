import { ownProduct } from '@tidu/test/own-product';
import { tidu } from '@tidu/test/product';
import { randomFrom, rounds, seed, tell } from '@tidu/test/rounds';
import { look } from './installation';
import { change, type Change, isDone, type Receipt, send } from './ledger';
import { ask, enter, freeCode, member } from './senders';

jest.setTimeout(6 * 3_600_000);

/** Many at once, over HTTP, at a product as it is delivered. */
describe('many at once', () => {
  const product = ownProduct();
  const random = randomFrom(seed);
  afterEach(async () => {
    const said = await tidu(['invariants'], product.home);
    expect(said.stdout).toContain('全部成立');
  });

  const count = async (sql: string) => (await look<{ n: number }>(product.home, sql))[0]?.n;
  const figures = (id: string): Change =>
    change(product.headers, 'POST', `/api/console/enterprises/${id}/figures`, {
      body: {
        ...{ year: 2025, source: 'tax', basedOn: 0, document: '演练' },
        values: [{ code: 'revenue', value: '1000000' }],
      },
    });
  const entry = (): Change => {
    const creditCode = freeCode();
    const body = { creditCode, name: `并行${creditCode}有限公司`, regionCode: '410305', reason: '演练' };
    return change(product.headers, 'POST', '/api/console/enterprises', { body });
  };
  const twenty = (what: Change, each: (what: Change) => Promise<Receipt>) =>
    Promise.all(Array.from({ length: 20 }, () => each(what)));
  const anew = ({ headers: own, method, path, body }: Change) => send(product.url, change(own, method, path, { body }));

  /** Sends it, cuts the line before the answer, and sends it again until there is one. */
  async function cutAndAgain(what: Change): Promise<Receipt> {
    await send(product.url, what, AbortSignal.timeout(Math.floor(25 * random()))).catch(() => undefined);
    return send(product.url, what);
  }

  it('F15: the same submission twenty times takes effect once, with a key and without', async () => {
    const counts = { 请求: 0, 多生效: 0, 答复不同: 0 };
    for (let round = 0; round < rounds('F15'); round++) {
      for (let i = 0; i < 50; i++) {
        const { id } = await enter(product.url, product.headers);
        const effects = `select count(*)::int as n from figures where "enterpriseId" = '${id}'`;
        const how = i % 3;
        const said = await twenty(
          figures(id),
          how === 0 ? anew : how === 1 ? (what) => send(product.url, what) : cutAndAgain,
        );
        counts.请求 += 20;
        if (how === 0) {
          expect(said.map(({ status }) => status).sort()).toEqual([201, ...Array<number>(19).fill(409)]);
        } else {
          expect(said.filter((one) => !isDone(one))).toEqual([]);
          counts.答复不同 += new Set(said.map(({ bytes }) => bytes)).size - 1;
        }
        counts.多生效 += ((await count(effects)) ?? 0) - 1;
      }
      for (let i = 0; i < 10; i++) {
        const what = entry();
        const said = await twenty(what, i % 2 === 0 ? (one) => send(product.url, one) : anew);
        counts.请求 += 20;
        if (i % 2 === 0) counts.答复不同 += new Set(said.map(({ bytes }) => bytes)).size - 1;
        else expect(said.map(({ status }) => status).sort()).toEqual([201, ...Array<number>(19).fill(409)]);
        const { creditCode } = what.body as { creditCode: string };
        const there = await count(`select count(*)::int as n from enterprise where "creditCode" = '${creditCode}'`);
        counts.多生效 += (there ?? 0) - 1;
      }
    }
    expect(counts).toMatchObject({ 多生效: 0, 答复不同: 0 });
    tell('F15', counts);
  });

  it('F15: a key that was used for something else is refused', async () => {
    const { id } = await enter(product.url, product.headers);
    const first = figures(id);
    expect(await send(product.url, first)).toMatchObject({ status: 201 });
    const other = await send(product.url, {
      ...figures(id),
      key: first.key,
      body: { ...first.body, document: '另一份' },
    });
    expect(other).toMatchObject({ status: 409, bytes: expect.stringContaining('PLATFORM.KEY_REUSED') });
  });

  it('F16: of two who change one record at once, one is told what stands now', async () => {
    const counts = { 对: 0, 丢失: 0 };
    for (let round = 0; round < rounds('F16'); round++) {
      const { id } = await enter(product.url, product.headers);
      const path = `/api/console/enterprises/${id}`;
      let { version } = await ask<{ version: number }>(product.url, product.headers, 'GET', path);
      for (let i = 0; i < 1000; i++) {
        const pair = ['甲', '乙'].map((who) =>
          send(
            product.url,
            change(product.headers, 'PATCH', path, {
              version,
              body: { values: { registeredAddress: `${who}路 ${i} 号` }, reason: '演练' },
            }),
          ),
        );
        const said = (await Promise.all(pair)).sort((a, b) => a.status - b.status);
        expect(said.map(({ status }) => status)).toEqual([204, 409]);
        version++;
        const { errors, detail } = JSON.parse(said[1]?.bytes ?? '') as { errors: object[]; detail: string };
        expect(errors).toEqual([expect.objectContaining({ where: { field: 'version' }, value: String(version) })]);
        expect(detail).toContain('本机经办人');
        counts.对++;
      }
      const found = await ask<{ version: number }>(product.url, product.headers, 'GET', path);
      counts.丢失 += version - found.version;
    }
    expect(counts.丢失).toBe(0);
    tell('F16', counts);
  });

  it('F16: of a draft that saves itself while it is submitted, one of the two is told', async () => {
    const { id, creditCode } = await enter(product.url, product.headers);
    const own = await member(product.url, product.headers, creditCode);
    const path = `/api/portal/enterprises/${id}/figures/2025`;
    const told = { saved: 0, submitted: 0 };
    let basedOn = 0;
    for (let i = 0; i < 100; i++) {
      const entries = (more: number) => [{ code: 'revenue', value: String(3_000_000 + 2 * i + more) }];
      const save = (version: number, more: number) =>
        send(product.url, change(own, 'PUT', `${path}/draft`, { version, body: { basedOn, entries: entries(more) } }));
      const submit = (version: number) =>
        send(product.url, change(own, 'POST', `${path}/submissions`, { version, body: { reason: '演练更正' } }));
      expect(await save(0, 0)).toMatchObject({ status: 200 });
      const both = random() < 0.5 ? [save(1, 1), submit(1)] : [submit(1), save(1, 1)].reverse();
      const done = (await Promise.all(both)).map(isDone);
      expect(done.filter(Boolean)).toHaveLength(1);
      if (done[1]) told.submitted++;
      else {
        told.saved++;
        expect(await submit(2)).toMatchObject({ status: 201 });
      }
      basedOn++;
    }
    const n = await count(`select count(*)::int as n from figures where "enterpriseId" = '${id}'`);
    expect(n).toBe(100);
    tell('F16', { 草稿与提交: 100, 保存在先: told.saved, 提交在先: told.submitted });
  });
});
