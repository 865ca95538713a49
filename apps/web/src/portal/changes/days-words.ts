/** Calendar days of a term: `还有 12 天`, `逾期 3 天`. */
export function daysWords(left: number): string {
  if (left < 0) return `逾期 ${-left} 天`;
  return left === 0 ? '今天到期' : `还有 ${left} 天`;
}
