import { decisionsAudited } from '@tidu/audit';
import { type Invariant, systemActor } from '@tidu/platform';

/** I7: who was let in is somebody of the enterprise, or was until it ended; whoever manages was let in by somebody else. */
const grantedAreMembers: Invariant = {
  ...{ id: 'I7', room: 'members', says: '通过的申请都有对应的成员；每个企业账号只代表获准的企业' },
  check: ({ database, violated }) =>
    database.snapshot(systemActor, async (tx) => {
      await tx.rows('set local statement_timeout = 0');
      const lost = await tx.rows<{ id: string }>(
        `select r.id from registration r where r.state = 'granted' and r."enterpriseId" is not null and not exists (
           select from membership m where m."registrationId" = r.id and m."personId" = r."personId"
             and m."enterpriseId" = r."enterpriseId") limit 1000`,
      );
      for (const { id } of lost) violated(`申请 ${id} 已通过，却没有对应的成员`);
      const stray = await tx.rows<{ id: string }>(
        `select m.id from membership m where m."registrationId" is not null and not exists (
           select from registration r where r.id = m."registrationId" and r.state = 'granted'
             and r."personId" = m."personId") limit 1000`,
      );
      for (const { id } of stray) violated(`成员 ${id} 所依据的申请没有通过，或是别人的`);
    }),
};

/** What must hold in this room. */
export const memberInvariants: Invariant[] = [
  decisionsAudited('members', [
    { table: 'registration', id: 'id', actions: ['members.register'], kept: true },
    { table: 'membership', id: 'id', actions: ['members.grant', 'members.join'] },
    { table: 'member_invitation', id: 'id', actions: ['members.invite'] },
  ]),
  grantedAreMembers,
];
