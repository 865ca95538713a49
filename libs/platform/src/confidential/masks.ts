/** How a confidential value looks to whoever may not see it whole. */
export const masks = {
  phone: maskPhone,
  mail: maskMail,
  account: maskAccount,
  name: maskName,
  hidden: () => '***',
  none: unchanged,
};
export type MaskName = keyof typeof masks;

/** A phone number: enough to recognise, too little to call, and nothing of what is none. `13837912345` → `138****2345`. */
export function maskPhone(phone: string): string {
  const digits = phone.replace(/\D/g, '').length;
  let seen = 0;
  return phone.replace(/[^ +()-]/gu, (digit) => {
    if (!/\d/.test(digit)) return '*';
    seen++;
    const shown = digits >= 8 && (seen <= 3 || seen > digits - 4);
    return shown ? digit : '*';
  });
}

/** A number of an account: its last four digits. `6222020200112233` → `****2233`. */
export function maskAccount(account: string): string {
  const last = account.replace(/\s/g, '').slice(-4);
  return account.length > 8 ? `****${last}` : '****';
}

/** A mail address: `zhang@example.com` → `z***@example.com`. */
export function maskMail(mail: string): string {
  const at = mail.lastIndexOf('@');
  return `${Array.from(mail)[0] ?? ''}***${at < 0 ? '' : mail.slice(at)}`;
}

/** A person's name: `王联系` → `王**`; how long a longer one is isn't told. */
export function maskName(name: string): string {
  const [first = '', ...rest] = Array.from(name);
  return first + '*'.repeat(Math.min(Math.max(rest.length, 1), 2));
}

/** {@link maskName} of an SQL expression, for rows that are written as a set. */
export const sqlMaskedName = (name: string): string =>
  `left(${name}, 1) || repeat('*', least(greatest(length(${name}) - 1, 1), 2))`;

function unchanged(value: string): string {
  return value;
}
