import { makeDeclarations } from './declaration-desk';
import { makeDesk, makeLedger } from './desk-work';
import { describeEveryPage } from './every-page';
import { makeOfficialList, makePool } from './lists-desk';
import { makeMembers } from './members-desk';
import { makeNotice } from './notices-desk';
import { firstOf } from './pages-desk';
import { makeProcedure } from './procedure-desk';
import { makePack, makeRecognition } from './recognition-desk';
import { makeTemplate } from './report-desk';
import { makeUpdates } from './updates-desk';

jest.setTimeout(60_000);

describeEveryPage(
  '每一页：工作台、认定与企业门户',
  [
    ['tasks', '/console/tasks'],
    ['tasks-all', '/console/tasks?owner=all&state=all'],
    ['task', '/console/tasks/:task'],
    ['ledger', '/console/ledger'],
    ['ledger-promise', '/console/tasks/:promise'],
    ['bulletin', '/console/bulletin'],
    ['messages', '/console/messages'],
    ['letters', '/console/letters'],
    ['templates', '/console/templates'],
    ['documents', '/console/templates?view=documents'],
    ['template', '/console/templates/:template'],
    ['pool', '/console/pool'],
    ['pool-entry', '/console/pool/:entry'],
    ['pool-proposals', '/console/pool?view=proposals'],
    ['titles', '/console/titles'],
    ['titles-all', '/console/titles?state=all'],
    ['renewals', '/console/titles?view=renewals'],
    ['title-updates', '/console/titles?view=updates'],
    ['title-changes', '/console/titles?view=changes&report=:report'],
    ['enterprise-changes', '/console/enterprises/:enterprise?tab=history'],
    ['official-lists', '/console/official-lists'],
    ['official-list', '/console/official-lists/:list'],
    ['official-list-matched', '/console/official-lists/:list?section=matched'],
    ['official-list-absent', '/console/official-lists/:list?section=absent'],
    ['objections', '/console/recognition/objections'],
    ['batches', '/console/recognition/batches'],
    ['batch', '/console/recognition/batches/:batch'],
    ['invitations', '/console/recognition/batches/:batch/invitations'],
    ['meeting-pack', '/console/recognition/meeting-packs/:pack'],
    ['meeting-notice-list', '/console/recognition/meeting-packs/:pack?part=notice'],
    ['funnel', '/console/recognition/funnel?stage=declared'],
    ['applications', '/console/recognition/applications'],
    ['applications-mine', '/console/recognition/applications?waits=reviewer&sort=points'],
    ['case', '/console/recognition/applications/:application'],
    ['case-returned', '/console/recognition/applications/:returned?part=side'],
    ['case-passed', '/console/recognition/applications/:passed?part=list'],
    ['consultation', '/console/recognition/consultations/:consultation'],
    ['visit', '/console/recognition/applications/:returned/visit'],
    ['members', '/console/members'],
    ['member-request', '/console/members/:request'],
    ['paper-check', '/console/recognition/papers'],
    ['notices', '/public/notices', null],
    ['notice', '/public/notices/:notice', null],
    ['portal-welcome', '/portal', null],
    ['portal-register', '/portal/register', null],
    ['portal-invitation', '/portal/invitation', null],
    ['portal', '/portal', 'member'],
    ['portal-enterprise', '/portal/enterprises/:enterprise', 'member'],
    ['portal-people', '/portal/enterprises/:enterprise/people', 'member'],
    ['portal-land', '/portal/enterprises/:enterprise/land', 'member'],
    ['portal-figures', '/portal/enterprises/:enterprise/figures/2025', 'member'],
    ['portal-security', '/portal/security', 'member'],
    ['updates', '/portal/enterprises/:enterprise/updates', 'member'],
    ['update', '/portal/enterprises/:enterprise/updates/2026', 'member'],
    ['changes', '/portal/enterprises/:enterprise/changes', 'member'],
    ['declaration-error', '/portal/enterprises/:enterprise/applications/:draftCase', 'member'],
    ['declaration-submitted', '/portal/enterprises/:enterprise/applications/:submittedCase', 'member'],
    ['declaration-returned', '/portal/enterprises/:enterprise/applications/:returnedCase', 'member'],
    ['declaration-recognised', '/portal/enterprises/:enterprise/applications/:recognisedCase', 'member'],
    ['declaration-print', '/portal/enterprises/:enterprise/applications/:submittedCase/print/1', 'member'],
    ['declaration-confirmation', '/portal/confirmation', null],
  ],
  async (desk) => {
    const enterprise = await firstOf(desk, 'enterprises?limit=1');
    const { member, requestId } = await makeMembers(desk, enterprise);
    const declarations = await makeDeclarations(desk, member, enterprise);
    const task = await makeDesk(desk, enterprise);
    const promise = await makeLedger(desk, enterprise);
    const { report } = await makeUpdates(desk, enterprise);
    const list = await makeOfficialList(desk);
    const entry = await makePool(desk, enterprise);
    const recognition = await makeRecognition(desk);
    const [application = '', , returned = '', passed = ''] = recognition.applications;
    const consultation = await makeProcedure(desk, recognition);
    const notice = await makeNotice(desk, recognition);
    const pack = await makePack(desk, recognition);
    const template = await makeTemplate(desk);
    const ids = {
      enterprise,
      report,
      request: requestId,
      ...declarations,
      task,
      promise,
      list,
      entry,
      application,
      returned,
      passed,
      notice,
      pack,
      template,
      consultation,
    };
    return { member, ids: { ...ids, batch: recognition.batch } };
  },
);
