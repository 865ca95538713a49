interface LinkSides {
  kind: string;
  inward: boolean;
}

/** What the other one is, seen from this enterprise. */
export function linkWords({ kind, inward }: LinkSides): string {
  if (kind === 'group') return '同一集团';
  if (kind === 'control') return inward ? '控股方（控股本企业）' : '被本企业控股';
  return inward ? '配套商（为本企业配套）' : '龙头（由本企业配套）';
}

/** A share in hundredths of a percent: `51%`, `33.34%`. */
export function shareWords(share: number): string {
  return `${String(share / 100)}%`;
}

interface Confirmed {
  thisConfirmedAt: string | null;
  otherConfirmedAt: string | null;
}

/** How far a supply is confirmed: it counts when both sides have. */
export function confirmationWords({ thisConfirmedAt, otherConfirmedAt }: Confirmed): string {
  if (thisConfirmedAt !== null && otherConfirmedAt !== null) return '双方已确认';
  if (thisConfirmedAt !== null) return '待对方确认';
  return otherConfirmedAt !== null ? '待本企业确认' : '双方都未确认';
}

/** A percentage as typed in hundredths of a percent, or null when it is none. */
export function shareOf(typed: string): number | null {
  const match = /^(\d{1,3})(?:\.(\d{1,2}))?$/.exec(typed.trim());
  if (!match) return null;
  const share = Number(match[1]) * 100 + Number((match[2] ?? '').padEnd(2, '0'));
  return share >= 1 && share <= 10_000 ? share : null;
}
