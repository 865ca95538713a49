/**
 * The part of a division code that all codes below it begin with: a province's first two digits, a city's first four.
 * `410000` → `41`, `410300` → `4103`, `410305` stays.
 */
export function regionPrefix(code: string): string {
  return code.replace(/^(\d{2})(\d{2})?(?:00)+$/, (whole, province: string, city?: string) =>
    city === undefined || city === '00' ? province : whole.slice(0, 4),
  );
}
