import { addDays, shanghaiDay, uuidv7 } from '@tidu/kernel';
import { systemActor } from '@tidu/platform';
import { inDatabase } from '@tidu/test/product';
import { leader } from '@tidu/test/signed-in';
import type { Desk } from './support';

const as = { ...systemActor, name: leader.displayName, id: leader.id };

/** A title that asks for yearly updates and reports, another name not long ago, and a report that waits to be decided. */
export function makeUpdates(desk: Desk, enterpriseId: string): Promise<{ title: string; report: string }> {
  const today = shanghaiDay(Date.now());
  const [title, report, evidence] = [uuidv7(), uuidv7(), uuidv7()];
  const sha256 = evidence.replaceAll('-', '').padEnd(64, '0');
  return inDatabase(desk.home, (database) =>
    database.write(as, async (tx) => {
      await tx.rows(
        `insert into title_held (id, "enterpriseId", title, level, batch, "validFrom", "validUntil", source, "recordedAt", "recordedBy", "recordedByName", "changedBy", "changedByName")
         values ($1, $2, 'specializedSme', 'province', '第五批', $3::date, $4, '名单', $3::date, $5, 'x', $5, 'x')`,
        [title, enterpriseId, addDays(today, -700), addDays(today, 395), leader.id],
      );
      await tx.rows(
        `insert into enterprise_name (id, "enterpriseId", kind, name, "validUntil", source, "recordedBy", "recordedByName")
         values ($1, $2, 'former', '洛阳从前轴承有限公司', $3, '变更登记', $4, 'x')`,
        [uuidv7(), enterpriseId, addDays(today, -30), leader.id],
      );
      await tx.rows(
        `insert into stored_file (sha256, name, "mediaType", size, "storedBy") values ($1, 'a.pdf', 'application/pdf', 9, $2)`,
        [sha256, leader.id],
      );
      await tx.rows(
        `insert into evidence_file (id, "enterpriseId", sha256, "fileName", kind, "uploadedBy", "uploadedByName")
         values ($1, $2, $3, '分立决议.pdf', 'other', $4, 'x')`,
        [evidence, enterpriseId, sha256, leader.id],
      );
      await tx.rows(
        `insert into change_report (id, "enterpriseId", kind, "kindLabel", "effectiveOn", "dueOn", description, "evidenceId", "reportedOn",
           "submittedBy", "submittedByName")
         values ($1, $2, 'division', '分立', $3, $4, '存续分立，主导产品和研发人员留在本企业。', $5, $6, $7, '王小明')`,
        [report, enterpriseId, addDays(today, -120), addDays(today, -30), evidence, today, uuidv7()],
      );
      return { title, report };
    }),
  );
}
