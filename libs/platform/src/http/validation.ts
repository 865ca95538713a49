import { ValidationPipe } from '@nestjs/common';
import { DomainError, type Problem } from '@tidu/kernel';
import type { ValidationError } from 'class-validator';

/** What to do about each kind of mistake, `#` its number; decorators with a message of their own say it themselves. */
const advice: Record<string, string> = {
  whitelistValidation: '没有这个参数，请检查拼写。',
  unknownValue: '没有这个参数，请检查拼写。',
  isInt: '应为整数。',
  isUuid: '编号格式不对。',
  isString: '应为文字。',
  isBoolean: '应为 true 或 false。',
  isIn: '不在允许的取值之内。',
  isEnum: '不在允许的取值之内。',
  min: '不能小于 #。',
  max: '不能大于 #。',
  minLength: '至少 # 个字。',
  maxLength: '至多 # 个字。',
  arrayMaxSize: '至多 # 项。',
  matches: '格式不对。',
  isNotEmpty: '不能为空。',
  isObject: '应为对象。',
  isArray: '应为列表。',
};

function flatten(errors: ValidationError[], path = ''): Problem[] {
  return errors.flatMap((error) => {
    const field = path ? `${path}.${error.property}` : error.property;
    const own = Object.entries(error.constraints ?? {}).map(([code, message]) => ({
      where: { field },
      value: describe(error.value),
      code: `PLATFORM.${code.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase()}`,
      message: `${field}：${/\p{Script=Han}/u.test(message) ? message : adviceOn(code, message)}`,
    }));
    return [...own, ...flatten(error.children ?? [], field)];
  });
}

/** class-validator's own sentence names the number last: `limit must not be greater than 100`. */
function adviceOn(code: string, sentence: string): string {
  return (advice[code] ?? '不符合要求。').replace('#', /(\d+)\D*$/.exec(sentence)?.[1] ?? '');
}

function describe(value: unknown): string | undefined {
  return typeof value === 'string' || typeof value === 'number' ? String(value).slice(0, 100) : undefined;
}

/** The one validation of requests: unknown fields are refused by name, nothing is converted behind one's back. */
export function validationPipe(): ValidationPipe {
  return new ValidationPipe({
    whitelist: true,
    forbidNonWhitelisted: true,
    forbidUnknownValues: true,
    transform: true,
    exceptionFactory: (errors) => {
      const problems = flatten(errors);
      return new DomainError('invalid', 'PLATFORM.INVALID', problems.map(({ message }) => message).join(' '), problems);
    },
  });
}
