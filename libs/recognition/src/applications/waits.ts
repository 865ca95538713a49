import type { Actor } from '../rules/procedure';
import { procedures } from '../rules/procedures';

/** For whom of the staff a case may wait. */
export const waitsFor = ['reviewer', 'approver', 'recorder'] as const;
export type Waits = (typeof waitsFor)[number];

/** `procedure.state` of every place where those who act as this have something to do. */
export function placesWaiting(as: Actor): string[] {
  return [...procedures().values()].flatMap(({ id, actions }) => {
    const states = [...actions.values()].flatMap(({ by, from }) => (by === as ? from : []));
    return [...new Set(states)].map((state) => `${id}.${state}`);
  });
}

/** `procedure.state` of every place in somebody's hands. */
export function placesHeld(holder: string): string[] {
  return [...procedures().values()].flatMap(({ id, states }) =>
    [...states.values()].flatMap((state) => (state.holder === holder ? [`${id}.${state.code}`] : [])),
  );
}

/** SQL: what a person may do as this with an application `a`: not what they did themselves before, nor of whom they stay away. */
export function mayWaitSql(as: Waits): string {
  const others = {
    reviewer: `a."submittedBy" is distinct from (select acting_person())`,
    approver: `a."submittedBy" is distinct from (select acting_person()) and a."reviewedBy" is distinct from (select acting_person())
      and (b.procedure || '.' || a.state not like '%.appealed' or a."approvedBy" is distinct from (select acting_person()))`,
    recorder: 'true',
  }[as];
  return `${others} and not exists (select from recognition_conflict c where c."enterpriseId" = a."enterpriseId"
    and c."personId" = (select acting_person()) and c."liftedAt" is null)`;
}
