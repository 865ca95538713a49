import { ownPageHeader, ownPageValue } from '@tidu/platform';
import { uuidv7 } from '@tidu/kernel';
import { ProviderVisit, type TestProvider } from '@tidu/test/identity-provider';
import { matchTotp, totpCode, totpStep } from '../../libs/access/src/secrets/totp';
import type { District, Headers, Made } from './district';

/** Who makes accounts, who gives rights, who reads the trail. */
export interface Administrators {
  system: Headers;
  security: Headers;
  audit: Headers;
}

const visitor = { [ownPageHeader]: ownPageValue };
const signedIn = ({ cookie = '' }: Made): Headers => ({ ...visitor, cookie });

/** An account that was made, and given a role. */
export async function account(district: District, { system, security }: Administrators): Promise<Made> {
  const loginName = `ma${uuidv7().slice(-12)}`;
  const created = await district.do('POST /api/access/persons', { loginName }, { as: system });
  const { person, link } = created as never as { person: { id: string }; link: { path: string } };
  const records: Made = {
    loginName,
    account: person.id,
    token: link.path.split('#')[1] ?? '',
    password: 'Luoyang#2026x',
  };
  await district.do('POST /api/access/link-holders', records, { as: visitor });
  records.cookie = (await district.do('POST /api/access/passwords', records, { as: visitor })).cookie ?? '';
  records.grant = (await district.do('POST /api/access/persons/{id}/grants', records, { as: security })).id ?? '';
  return records;
}

/** The life of an account to its end: signs in, sets a second factor, another password, and is taken back. */
export async function accountStory(district: District, admins: Administrators): Promise<void> {
  const records = await account(district, admins);
  let as = signedIn(await district.do('POST /api/access/sessions', records, { as: visitor }));
  const offered = await district.do('POST /api/access/own/factor', {}, { as });
  const secret = fromBase32(offered.secret ?? '');
  const now = () => totpStep(Date.now());
  as = signedIn(await district.do('PUT /api/access/own/factor', { code: totpCode(secret, now()) }, { as }));
  await district.do('PUT /api/access/own/password', records, { as });
  const later = { ...records, password: 'Luoyang#2026y' };
  const second = signedIn(await district.do('POST /api/access/sessions', later, { as: visitor }));
  // each code counts once: the next one's turn is awaited no longer than a phone's clock may differ
  const code = totpCode(secret, now() + 1);
  if (matchTotp(secret, code, 0, Date.now()) === null) throw new Error('the phone’s next code isn’t taken');
  as = signedIn(await district.do('POST /api/access/session/code', { code }, { as: second }));
  await district.sql(`update credential set "totpLastStep" = 0 where "personId" = $1`, [records.account]);
  as = signedIn(await district.do('POST /api/access/session/step-up', { ...later, code }, { as }));
  await district.do('POST /api/access/sessions', later, { as: visitor });
  const session = await district.one(
    `select id as value from session where "personId" = $1 and "endedAt" is null order by "startedAt" desc, id desc limit 1`,
    [records.account],
  );
  await district.do('DELETE /api/access/own/sessions/{id}', { session }, { as });
  await district.do('DELETE /api/access/session', {}, { as });
  await takenBack(district, admins, records);
}

/** An account tied to the identity provider by its person, untied, tied by an administrator, and entered by it. */
export async function providerStory(district: District, admins: Administrators, provider: TestProvider): Promise<void> {
  const records = await account(district, admins);
  let as = signedIn(await district.do('POST /api/access/sessions', records, { as: visitor }));
  const there = async (begun: Made, mine: Headers): Promise<Made> => {
    const answer = await new ProviderVisit().walk(begun.address ?? '');
    const cookie = [mine.cookie, begun.cookie].filter((one) => one !== undefined).join('; ');
    return district.do('POST /api/access/provider/returns', { answer }, { as: { ...mine, cookie } });
  };
  await provider.standIn({ subject: 'matrix-own' });
  as = signedIn(
    await there(await district.do('POST /api/access/own/provider/attempts', { purpose: 'link' }, { as }), as),
  );
  await district.do('DELETE /api/access/own/provider', {}, { as });
  await district.do(
    'PUT /api/access/persons/{id}/provider',
    { ...records, subject: 'matrix-own' },
    { version: await district.versionOf('person', records.account), as: admins.system },
  );
  await there(await district.do('POST /api/access/provider/attempts', {}, { as: visitor }), visitor);
}

async function takenBack(district: District, { system, security }: Administrators, records: Made): Promise<void> {
  const person = async () => ({ version: await district.versionOf('person', records.account) });
  const link = await district.do('POST /api/access/persons/{id}/links', records, { ...(await person()), as: system });
  const token = (link.path ?? '').split('#')[1] ?? '';
  await district.do('POST /api/access/passwords', { ...records, token }, { as: visitor });
  await district.do('POST /api/access/persons/{id}/confirmations', records, { ...(await person()), as: security });
  await district.do('POST /api/access/grants/{id}/end', records, {
    ...{ version: await district.versionOf('role_grant', records.grant), as: security },
  });
  await district.do('PATCH /api/access/persons/{id}', records, { ...(await person()), as: system });
}

function fromBase32(text: string): Buffer {
  const bits = [...text]
    .map((char) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(char).toString(2).padStart(5, '0'))
    .join('');
  return Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => parseInt(byte, 2)));
}
