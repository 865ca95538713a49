import { ownPageHeader, ownPageValue } from '@tidu/platform';
import type { SignedIn } from '@tidu/test/signed-in';
import type { Desk } from './support';

/** The administrator of an enterprise, and a request that waits, both by the product's own operations. */
export interface Members {
  member: SignedIn;
  requestId: string;
}

const json = { 'content-type': 'application/json', [ownPageHeader]: ownPageValue };

async function register(desk: Desk, creditCode: string, loginName: string): Promise<SignedIn> {
  const answer = await fetch(`${desk.url}/api/portal/registrations`, {
    ...{ method: 'POST', headers: json },
    body: JSON.stringify({
      ...{ creditCode, enterpriseName: '洛阳某某有限公司', phone: '13800001111', displayName: '王小明' },
      ...{ loginName, password: 'Sturdy-Bridge-77' },
    }),
  });
  if (!answer.ok) throw new Error(await answer.text());
  const token = /tidu=([^;]+)/.exec(answer.headers.get('set-cookie') ?? '')?.[1] ?? '';
  return { token, headers: { cookie: `tidu=${token}`, [ownPageHeader]: ownPageValue } };
}

/** Uploads the authorisation of the newest request of somebody; returns its id. */
async function upload(desk: Desk, { headers }: SignedIn): Promise<string> {
  const own = (await (await fetch(`${desk.url}/api/portal/own`, { headers })).json()) as { requests: { id: string }[] };
  const id = own.requests[0]?.id ?? '';
  const form = new FormData();
  form.set('file', new Blob(['%PDF-1.7\nstamped'], { type: 'application/pdf' }), '授权书.pdf');
  const answer = await fetch(`${desk.url}/api/portal/own/requests/${id}/proof`, {
    ...{ method: 'PUT', headers: { ...headers, 'if-match': '1' }, body: form },
  });
  if (!answer.ok) throw new Error(await answer.text());
  return id;
}

export async function makeMembers(desk: Desk, enterpriseId: string): Promise<Members> {
  const { creditCode } = (await (await desk.ask(`/api/console/enterprises/${enterpriseId}`)).json()) as {
    creditCode: string;
  };
  const stamp = Date.now().toString(36);
  const member = await register(desk, creditCode, `admin-${stamp}`);
  const approved = await desk.ask(`/api/console/member-requests/${await upload(desk, member)}/approval`, {
    ...{ method: 'POST', headers: { ...json, 'if-match': '2' }, body: JSON.stringify({ enterprise: null }) },
  });
  if (!approved.ok) throw new Error(await approved.text());
  const requestId = await upload(desk, await register(desk, creditCode, `other-${stamp}`));
  return { member, requestId };
}
