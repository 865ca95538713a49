import { builtInOfficer } from '@tidu/platform';
import { colleague, elsewhere, FiguresWorld } from '../testing/figures-world';
import type { NewJudgement } from './judgements.service';

describe('judgements', () => {
  let world: FiguresWorld;
  beforeAll(async () => {
    world = await FiguresWorld.open();
  });
  afterAll(() => world.close());

  const form = (over: Partial<NewJudgement> = {}): NewJudgement => ({
    ...{ year: 2023, fact: 'governanceSound', value: '是', reason: '制度健全', basis: '走访记录 2024-3', ...over },
  });

  it('on somebody else’s enterprise are neither made nor seen nor revoked', async () => {
    const id = await world.enterprise();
    await expect(world.judgements.judge(elsewhere, id, form())).rejects.toMatchObject({ kind: 'notFound' });
    const { id: made } = await world.judgements.judge(builtInOfficer, id, form());
    await expect(world.judgements.ofEnterprise(elsewhere, id)).rejects.toMatchObject({ kind: 'notFound' });
    await expect(world.judgements.revoke(elsewhere, made, '不对')).rejects.toMatchObject({ kind: 'notFound' });
  });

  it('say what, why, on what ground and by whom; a later one revokes the one before', async () => {
    const id = await world.enterprise();
    const first = await world.judgements.judge(builtInOfficer, id, form());
    expect(first).toMatchObject({ value: true, valueText: '是', judgedByName: '本机经办人', revokedAt: null });
    const second = await world.judgements.judge(
      colleague,
      id,
      form({ value: '否', reason: '复核不符', replaces: first.id }),
    );
    const [current, revoked] = await world.judgements.ofEnterprise(builtInOfficer, id);
    expect(current).toMatchObject({ id: second.id, value: false, valueText: '否' });
    expect(revoked).toMatchObject({
      id: first.id,
      replacedBy: second.id,
      revokedByName: '李四',
      revokedReason: '复核不符',
    });
    expect((await world.trail(second.id))[0]).toMatchObject({
      ...{ action: 'figures.judge', reason: '复核不符', before: { id: first.id, value: 'true' } },
    });
  });

  it('that overlook one made meanwhile are refused, and so is a second revocation', async () => {
    const id = await world.enterprise();
    const first = await world.judgements.judge(colleague, id, form());
    const late = world.judgements.judge(builtInOfficer, id, form({ value: '否' }));
    await expect(late).rejects.toMatchObject({ code: 'PLATFORM.STALE', message: expect.stringContaining('李四') });
    await world.judgements.revoke(builtInOfficer, first.id, '依据有误');
    await expect(world.judgements.revoke(builtInOfficer, first.id, '再撤')).rejects.toMatchObject({
      code: 'PLATFORM.STALE',
    });
    const replaced = world.judgements.judge(builtInOfficer, id, form({ replaces: first.id }));
    await expect(replaced).rejects.toMatchObject({ code: 'PLATFORM.STALE' });
    const races = await Promise.allSettled(
      Array.from({ length: 20 }, () => world.judgements.judge(builtInOfficer, id, form())),
    );
    expect(races.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });

  it('exist only for facts that are judged, with a value of theirs', async () => {
    const id = await world.enterprise();
    const judge = (over: Partial<NewJudgement>) => world.judgements.judge(builtInOfficer, id, form(over));
    await expect(judge({ fact: 'revenue', value: '5' })).rejects.toMatchObject({ code: 'FIGURES.NOT_JUDGED' });
    await expect(judge({ fact: 'nothing' })).rejects.toMatchObject({ code: 'FIGURES.UNKNOWN_FACT' });
    await expect(judge({ value: '大概' })).rejects.toMatchObject({ code: 'FIGURES.NOT_A_BOOLEAN' });
    await expect(judge({ value: '-' })).rejects.toMatchObject({ code: 'FIGURES.EMPTY' });
    await expect(judge({ year: 2199 })).rejects.toMatchObject({ code: 'FIGURES.YEAR' });
  });

  it('cannot be changed or deleted behind the trail', async () => {
    const change = (sql: string) => world.test.database.write(builtInOfficer, (tx) => tx.rows(sql));
    for (const sql of ["update judgement set value = 'false'", 'delete from judgement'])
      await expect(change(sql)).rejects.toMatchObject({ code: '42501' });
    const back = `update judgement set "revokedAt" = null, "revokedBy" = null, "revokedByName" = null, "revokedReason" = null where "revokedAt" is not null`;
    await expect(change(back)).rejects.toThrow('never changes');
  });
});
