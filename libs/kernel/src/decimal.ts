import { DomainError } from './errors';

/**
 * Exact decimals without floating point: a decimal text becomes an integer scaled by a power of ten and back.
 * `1.50` at scale 2 is 150. Nothing is ever rounded while reading: what does not fit is refused.
 */

/** Why a text is not an acceptable decimal. */
export type DecimalFault = 'empty' | 'notDecimal' | 'notFinite' | 'exponent' | 'tooPrecise' | 'tooLarge';

/** How a decimal text is read. */
export interface DecimalOptions {
  /** Accept `1e5` (JSON numbers may be written so); off by default because a spreadsheet writes it when it lost digits. */
  exponent?: boolean;
  /** Accept thousands separators in their right places: `2,306.50`. */
  grouped?: boolean;
  /** The text counts units of 10^shift: 4 for 万元, 8 for 亿元, -2 for a percentage that is to become a ratio. */
  shift?: number;
}

/** No figure of an enterprise has more digits than this; a longer text is an attack or a slip. */
const MAX_DIGITS = 40;
const MAX_TEXT = 400;
const PLAIN = /^([+-]?)(\d*)(?:\.(\d+))?(?:[eE]([+-]?\d{1,4}))?$/;
const GROUPED = /^[+-]?\d{1,3}(?:,\d{3})+(?:\.\d+)?$/;
const NOT_FINITE = /^[+-]?(?:nan|inf(?:inity)?|∞)$/i;

/** The digits of the scaled integer as text, with its sign, or a {@link DecimalFault}. */
function scaledDigits(text: string, scale: number, options: DecimalOptions): string {
  if (text === '') return 'empty';
  if (text.length > MAX_TEXT) return 'tooLarge';
  let plain = text;
  if (options.grouped && text.includes(',')) {
    if (!GROUPED.test(text)) return 'notDecimal';
    plain = text.replaceAll(',', '');
  }
  const match = PLAIN.exec(plain);
  if (!match) return NOT_FINITE.test(text) ? 'notFinite' : 'notDecimal';
  const whole = match[2] ?? '';
  const fraction = match[3] ?? '';
  if (whole === '' && fraction === '') return 'notDecimal';
  if (match[4] !== undefined && !options.exponent) return 'exponent';

  // the value is digits × 10^(-fraction.length + exponent + shift); wanted is its multiple of 10^scale
  const digits = (whole + fraction).replace(/^0+/, '');
  if (digits === '') return '0';
  const places = scale + (options.shift ?? 0) + Number(match[4] ?? 0) - fraction.length;
  const sign = match[1] === '-' ? '-' : '';
  if (places >= 0) return digits.length + places > MAX_DIGITS ? 'tooLarge' : sign + digits + '0'.repeat(places);
  const kept = digits.slice(0, places);
  if (/[1-9]/.test(digits.slice(places))) return 'tooPrecise';
  return kept.length > MAX_DIGITS ? 'tooLarge' : kept === '' ? '0' : sign + kept;
}

function isFault(result: string): result is DecimalFault {
  const first = result.charCodeAt(0);
  return first >= 97; // faults begin with a small letter, digits and the minus sign do not
}

/**
 * Reads a decimal text as an integer scaled by 10^scale without throwing: the value or the fault.
 * Trailing zeros never count as decimals (`842.0000` at scale 0 is 842).
 */
export function readScaled(text: string, scale: number, options: DecimalOptions = {}): bigint | DecimalFault {
  const digits = scaledDigits(text, scale, options);
  return isFault(digits) ? digits : BigInt(digits);
}

/** As {@link readScaled}, as a number; beyond 2^53 - 1 it is `tooLarge`. The fast way for files and fact sheets. */
export function readScaledNumber(text: string, scale: number, options: DecimalOptions = {}): number | DecimalFault {
  const digits = scaledDigits(text, scale, options);
  if (isFault(digits)) return digits;
  const value = Number(digits);
  return Number.isSafeInteger(value) ? value : 'tooLarge';
}

/** What a fault means and what to do, in Chinese; `scale` is the number of decimals kept. */
export function decimalFaultMessage(fault: DecimalFault, scale: number): string {
  switch (fault) {
    case 'empty':
      return '没有填写数字。';
    case 'notDecimal':
      return '不是十进制数字，请只填写数字、小数点和负号。';
    case 'notFinite':
      return '不是有限的数字，请填写实际数值；没有数据请留空。';
    case 'exponent':
      return '不接受科学计数法，请填写完整的数字。';
    case 'tooPrecise':
      return scale === 0 ? '应为整数，不能带小数。' : `最多保留 ${scale} 位小数，不自动四舍五入，请改为准确的数字。`;
    case 'tooLarge':
      return '数字过大，请检查数值和单位。';
  }
}

/**
 * Reads a decimal text as an integer scaled by 10^scale.
 * @throws DomainError `KERNEL.DECIMAL` with the fault in words when the text is not an exact decimal of this scale.
 */
export function parseScaled(text: string, scale: number, options: DecimalOptions = {}): bigint {
  const value = readScaled(text, scale, options);
  if (typeof value === 'bigint') return value;
  const message = decimalFaultMessage(value, scale);
  const shown = text.length > 60 ? `${text.slice(0, 60)}…` : text;
  throw new DomainError('invalid', 'KERNEL.DECIMAL', `“${shown}”：${message}`);
}

/** The scaled integer as decimal text with exactly `scale` decimals: 150 at scale 2 is `1.50`. */
export function formatFixed(value: bigint | number, scale: number): string {
  const text = value.toString();
  if (scale === 0) return text;
  const negative = text.startsWith('-');
  const digits = (negative ? text.slice(1) : text).padStart(scale + 1, '0');
  return `${negative ? '-' : ''}${digits.slice(0, -scale)}.${digits.slice(-scale)}`;
}

/** The scaled integer as the shortest decimal text: 150 at scale 2 is `1.5`, 100 is `1`. */
export function formatScaled(value: bigint | number, scale: number): string {
  const text = formatFixed(value, scale);
  return scale === 0 ? text : text.replace(/\.?0+$/, '');
}
