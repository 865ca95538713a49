import { builtInOfficer, JobRunner, JobsService, StoredFiles } from '@tidu/platform';
import type { TestDoors } from '@tidu/test/doors';
import path from 'node:path';
import { jobHandlers } from '../../../server/src/wiring';
import type { Application } from '../application';

/** The rooms as a command has them, over the database of a test; a job that fails unforeseen is thrown. */
export function testApplication(doors: TestDoors): Application {
  const { database } = doors.test;
  const runner = new JobRunner(database, jobHandlers(doors.app), () => undefined);
  const { filesDir } = doors;
  const auditHeadsDir = path.join(filesDir, 'heads');
  return {
    ...{
      env: { port: 0, home: filesDir, filesDir, auditHeadsDir, logLevel: 'silent', proxyHops: 0, docs: false },
      database,
      runner,
    },
    ...{ context: doors.app, jobs: doors.app.get(JobsService), files: doors.app.get(StoredFiles) },
    ...{ person: builtInOfficer, close: () => Promise.resolve() },
  };
}
