/** A phone number as a list shows it: enough to recognise, too little to call. `13837912345` → `138****2345`. */
export function maskPhone(phone: string | null): string | null {
  if (phone === null) return null;
  const digits = phone.replace(/\D/g, '').length;
  let seen = 0;
  return phone.replace(/\d/g, (digit) => {
    seen++;
    const shown = digits >= 8 && (seen <= 3 || seen > digits - 4);
    return shown ? digit : '*';
  });
}

/** A mail address as a list shows it: `zhang@example.com` → `z***@example.com`. */
export function maskMail(mail: string | null): string | null {
  if (mail === null) return null;
  const at = mail.lastIndexOf('@');
  return `${Array.from(mail)[0] ?? ''}***${at < 0 ? '' : mail.slice(at)}`;
}
