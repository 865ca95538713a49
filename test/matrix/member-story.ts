import { planted } from './planted';
import { makeCreditCode, uuidv7 } from '@tidu/kernel';
import { ownPageHeader, ownPageValue } from '@tidu/platform';
import { declarationStory } from './declaration-story';
import { ownSupportStory } from './measure-story';
import { updateStory } from './update-story';
import { ownDeskStory } from './desk-story';
import type { District, Headers, Made } from './district';
import { sealed } from '../support/database';

const visitor = { [ownPageHeader]: ownPageValue };
/** Of an enterprise that nobody has entered. */
const freeCode = makeCreditCode({ region: '410305', organisation: 'MC000001' });
const tokenOf = (link: Made) => (link.path ?? '').split('#')[1] ?? '';

/** Somebody of an enterprise, with a request, a membership and an open invitation, and a takeover that waits. */
export async function peopleOf(district: District, { enterprise, creditCode }: Made): Promise<Made> {
  const people: Made = {};
  const person = async () => {
    const id = uuidv7();
    await district.sql(
      `insert into person (id, "loginName", "displayName", duty, status, "confirmedAt", "confirmedBy", "createdBy", "createdByName", "changedByName")
       values ($1, $2, '王小明', 'member', 'active', now(), $3, $3, 'x', 'x')`,
      [id, `m${id.replaceAll('-', '').slice(-16)}`, uuidv7()],
    );
    return id;
  };
  const [holder, claimant] = [await person(), await person()];
  people.request = await request(district, claimant, creditCode ?? '', enterprise);
  people.takeover = await request(district, await person(), creditCode ?? '', enterprise);
  await district.sql(
    `update registration set state = 'objection', "approvedBy" = $2, "approvedByName" = 'x', "approvedAt" = now(),
       "periodBegunAt" = now(), "objectionUntil" = '2199-01-01' where id = $1`,
    [people.takeover, uuidv7()],
  );
  people.membership = await membership(district, holder, enterprise, 'member.holder', ['view', 'manage']);
  people.invitation = uuidv7();
  await district.sql(
    `insert into member_invitation (id, "enterpriseId", "tokenHash", "inviteeName", role, rights, "createdBy", "createdByName", "expiresAt")
     values ($1, $2, sha256($3), '李四', 'member.holder', '{view}', $4, 'x', now() + interval '1 day')`,
    [people.invitation, enterprise, people.invitation, holder],
  );
  return people;
}

export async function request(district: District, personId: string, creditCode: string, enterprise?: string) {
  const id = uuidv7();
  await district.sql(
    `insert into registration (id, "personId", "creditCode", "enterpriseName", "personName", phone, "enterpriseId", "changedByName",
       state, "proofFile", "proofFileName", "proofAt")
     values ($1, $2, $3, '某某公司', '${planted.applicant}', $5, $4, 'x', 'review', (select sha256 from stored_file limit 1), 'a.pdf', now())`,
    [id, personId, creditCode, enterprise ?? null, sealed('registration.phone', id, planted.applicantPhone)],
  );
  return id;
}

export async function membership(
  district: District,
  personId: string,
  enterprise: string | undefined,
  role: string,
  rights: readonly string[],
): Promise<string> {
  const id = uuidv7();
  await district.sql(
    `insert into membership (id, "enterpriseId", "personId", role, rights, "validUntil", "grantedBy", "grantedByName", "changedByName")
     values ($1, $2, $3, $4, $5, case when $4 = 'member.agent' then current_date + 30 end, $6, 'x', 'x')`,
    [id, enterprise, personId, role, rights, uuidv7()],
  );
  return id;
}

/** From the first request to the last member: every act of an enterprise's people, once, through the interface. */
export async function memberStory(district: District, records: Made): Promise<void> {
  const enterprise = records.enterprise ?? '';
  const creditCode = await district.one('select "creditCode" as value from enterprise where id = $1', [enterprise]);
  await district.sql('delete from membership where "enterpriseId" = $1', [enterprise]);
  const claim = { enterprise, creditCode };
  const admin = await registered(district, claim);
  await byLetter(district, admin);
  const as = { as: admin.headers };
  await fillIn(district, claim, admin.headers);
  await declarationStory(district, claim, admin.headers);
  await updateStory(district, { ...records, ...claim }, admin.headers);
  await ownSupportStory(district, { ...records, ...claim }, admin.headers);
  await ownDeskStory(district, { ...records, ...claim }, admin.headers);
  const invite = async () => district.do('POST /api/portal/enterprises/{enterpriseId}/invitations', claim, as);
  const revoked = await invite();
  await district.do(
    'DELETE /api/portal/enterprises/{enterpriseId}/invitations/{id}',
    { ...claim, invitation: revoked.id ?? '' },
    as,
  );
  await membersCome(district, claim, admin, invite);
  await takenOver(district, claim, admin.headers);
}

interface Claimant {
  headers: Headers;
  request: string;
}

async function registered(district: District, claim: Made): Promise<Claimant> {
  const loginName = `ma${uuidv7().slice(-12)}`;
  const { cookie = '' } = await district.do('POST /api/portal/registrations', { ...claim, loginName }, { as: visitor });
  const found = await district.one(
    'select r.id as value from registration r join person p on p.id = r."personId" where p."loginName" = $1',
    [loginName],
  );
  return { headers: { ...visitor, cookie }, request: found };
}

const versionOf = async (district: District, { request: id }: Claimant) => ({
  version: await district.versionOf('registration', id),
});

async function upload(district: District, one: Claimant): Promise<void> {
  await district.do(
    'PUT /api/portal/own/requests/{id}/proof',
    { ownRequest: one.request },
    {
      ...{ ...(await versionOf(district, one)), as: one.headers },
    },
  );
}

/** The authorisation is given back, a letter with a code proves it instead. */
async function byLetter(district: District, admin: Claimant): Promise<void> {
  const at = '/api/console/member-requests/{id}';
  const records = { request: admin.request };
  await upload(district, admin);
  await district.do(`GET ${at}/proof`, records);
  await district.do(`POST ${at}/disclosures`, records);
  await district.do(`POST ${at}/return`, records, await versionOf(district, admin));
  const { code = '' } = await district.do(`POST ${at}/codes`, records, await versionOf(district, admin));
  await district.do(
    'POST /api/portal/own/requests/{id}/code',
    { ownRequest: admin.request, code },
    { as: admin.headers },
  );
}

async function fillIn(district: District, claim: Made, as: Headers): Promise<void> {
  const at = '/api/portal/enterprises/{enterpriseId}/figures/{year}';
  await district.do(`PUT ${at}/draft`, claim, { version: '0', as });
  await district.do(`DELETE ${at}/draft`, claim, { version: '1', as });
  await district.do(`PUT ${at}/draft`, claim, { version: '0', as });
  await district.do(`POST ${at}/submissions`, claim, { version: '1', as });
}

/** One with a new account, one who has an account, and who asked in vain for another enterprise. */
async function membersCome(
  district: District,
  claim: Made,
  admin: Claimant,
  invite: () => Promise<Made>,
): Promise<void> {
  const token = tokenOf(await invite());
  await district.do('POST /api/portal/invitation-holders', { token }, { as: visitor });
  await district.do('POST /api/portal/members', { token }, { as: visitor });
  const other = await registered(district, { creditCode: freeCode });
  await district.do(
    'POST /api/portal/own/requests/{id}/withdrawal',
    { ownRequest: other.request },
    {
      ...{ ...(await versionOf(district, other)), as: other.headers },
    },
  );
  await district.do('POST /api/portal/own/requests', { creditCode: freeCode }, { as: other.headers });
  const joined = await invite();
  await district.do('POST /api/portal/own/memberships', { token: tokenOf(joined) }, { as: other.headers });
  const member = await district.one(
    `select id as value from membership where "enterpriseId" = $1 and rights = '{view}' limit 1`,
    [claim.enterprise],
  );
  const as = { as: admin.headers };
  const records = { ...claim, membership: member };
  const at = '/api/portal/enterprises/{enterpriseId}/members/{id}';
  await district.do(`PATCH ${at}`, records, { version: '1', ...as });
  await district.do(`POST ${at}/end`, records, { version: '2', ...as });
}

/** Somebody else asks while there is an administrator: who objects, and is overruled; a third is refused. */
async function takenOver(district: District, claim: Made, admin: Headers): Promise<void> {
  await district.sql('delete from member_budget');
  const at = '/api/console/member-requests/{id}';
  const claimant = await registered(district, claim);
  await upload(district, claimant);
  const records = { request: claimant.request, takeover: claimant.request, ...claim };
  await district.do(`POST ${at}/approval`, records, await versionOf(district, claimant));
  await district.do('POST /api/portal/enterprises/{enterpriseId}/takeovers/{id}/objection', records, {
    ...{ ...(await versionOf(district, claimant)), as: admin },
  });
  await district.do(`POST ${at}/overruling`, records, await versionOf(district, claimant));
  const third = await registered(district, claim);
  await upload(district, third);
  await district.do(`POST ${at}/refusal`, { request: third.request }, await versionOf(district, third));
}
