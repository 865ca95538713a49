import { roles } from './model';
import type { Operation } from './operation';

/** Personal data that lies in every record of this world: no answer may show it to whom it isn't for. */
export const planted = {
  contact: '王联系',
  phone: '13837912345',
  mail: 'wang@example.com',
  applicant: '赵申请',
  applicantPhone: '13700007777',
  account: '6222020200119988',
} as const;

/** With which permission somebody sees it unasked; nobody where there is none. As `seeds/access/fields.yaml` should say. */
const seenWith: Partial<Record<keyof typeof planted, string>> = {
  contact: 'enterprises.contacts',
  applicant: 'members.decide',
};

/** Further permissions that show it: those who pay, and whose account it is. */
const alsoWith: Partial<Record<keyof typeof planted, string[]>> = {
  account: ['measures.pay', 'measures.export', 'members.view'],
};

/** What an answer shows of it that it must not; what was asked for with a reason, and what is one's own, is left out. */
export function leaksOf({ name }: Operation, role: string | null, text: string): string[] {
  if (name.endsWith('/disclosures') || name === 'GET /api/portal/own') return [];
  const may = roles[role ?? '']?.permissions ?? [];
  return (Object.keys(planted) as (keyof typeof planted)[]).filter((word) => {
    const allowed = [seenWith[word] ?? [], alsoWith[word] ?? []].flat();
    return text.includes(planted[word]) && !allowed.some((permission) => may.includes(permission));
  });
}
