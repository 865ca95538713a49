import { DomainError } from '@tidu/kernel';
import type { Transaction } from '@tidu/platform';
import { type MembersRules, membersRules } from '../rules/members-rules';

/**
 * Takes one registration from the budgets of today: of the address, of the credit code, of the whole district. Counted
 * before anything is tried, so of many at once no more get through than the rules say; where one budget is spent, none
 * is touched. Nothing here knows whether the code is in the register.
 * @throws DomainError `MEMBERS.BUDGET`.
 */
export async function takeRegistration(
  tx: Transaction,
  address: string,
  creditCode: string,
  { perAddress, perCreditCode, total }: Omit<MembersRules['budget'], 'proofsPerPerson'> = membersRules().budget,
): Promise<void> {
  const kept = [
    { key: `address:${address.slice(0, 80)}`, most: perAddress, what: '您所在的网络今天提交的申请已达上限' },
    { key: `code:${creditCode}`, most: perCreditCode, what: '这个统一社会信用代码今天的申请已达上限' },
    { key: 'total', most: total, what: '全区今天的申请已达上限' },
  ];
  for (const one of kept) await take(tx, one);
  await tx.rows(`delete from member_budget where day < (now() at time zone 'Asia/Shanghai')::date - 31`);
}

/** Takes one upload of an authorisation from what a person may send today. @throws DomainError `MEMBERS.BUDGET`. */
export async function takeProof(tx: Transaction, personId: string): Promise<void> {
  const most = membersRules().budget.proofsPerPerson;
  await take(tx, { key: `proof:${personId}`, most, what: '您今天上传的文件已达上限' });
}

async function take(tx: Transaction, { key, most, what }: { key: string; most: number; what: string }): Promise<void> {
  const taken = await tx.row(
    `insert into member_budget as b (key, day, used) values ($1, (now() at time zone 'Asia/Shanghai')::date, 1)
     on conflict (key, day) do update set used = b.used + 1 where b.used < $2 returning key`,
    [key, most],
  );
  if (!taken)
    throw new DomainError('tooMany', 'MEMBERS.BUDGET', `${what}，没有受理。请明天再来，或带授权书到工信局窗口办理。`);
}
