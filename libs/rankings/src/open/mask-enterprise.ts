/** An enterprise's name as the public list shows it: `洛阳精工轴承有限公司` → `洛阳****公司`; how long it is isn't told. */
export function maskEnterprise(name: string): string {
  const letters = Array.from(name);
  if (letters.length <= 4) return `${letters[0] ?? ''}****`;
  return `${letters.slice(0, 2).join('')}****${letters.slice(-2).join('')}`;
}
