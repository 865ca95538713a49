import { type ArgumentMetadata, ValidationPipe } from '@nestjs/common';
import { DomainError, type Problem } from '@tidu/kernel';
import { getMetadataStorage, type ValidationError } from 'class-validator';
import { safeText } from './safe-text';

/** What to do about each kind of mistake, `#` its number; decorators with a message of their own say it themselves. */
const advice: Record<string, string> = {
  whitelistValidation: '没有这个参数，请检查拼写。',
  unknownValue: '没有这个参数，请检查拼写。',
  isInt: '应为整数。',
  isNumber: '应为数字。',
  isUuid: '编号格式不对。',
  isString: '应为文字。',
  isBoolean: '应为 true 或 false。',
  isIn: '不在允许的取值之内#。',
  min: '不能小于 #。',
  max: '不能大于 #。',
  minLength: '至少 # 个字。',
  maxLength: '至多 # 个字。',
  arrayMinSize: '至少 # 项。',
  arrayMaxSize: '至多 # 项。',
  arrayUnique: '有重复的项。',
  nestedValidation: '应为对象，每项按说明填写。',
  matches: '格式不对。',
  isNotEmpty: '不能为空。',
  isObject: '应为对象。',
  isArray: '应为列表。',
};

/** Fields that no answer repeats, not even to whoever sent them: it may stand on a screen, or be kept. */
const secrets: ReadonlySet<string> = new Set(['password', 'current', 'token']);

function flatten(errors: ValidationError[], path = ''): Problem[] {
  return errors.flatMap((error) => {
    const field = path ? `${path}.${error.property}` : error.property;
    const own = toldOf(error).map(([code, message]) => ({
      where: { field },
      value: secrets.has(error.property) ? undefined : describe(error.value),
      code: `PLATFORM.${code.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase()}`,
      message: `${field}：${message}`,
    }));
    return [...own, ...flatten(error.children ?? [], field)];
  });
}

/** What is of another type altogether is not also too large or too long. */
const types = ['whitelistValidation', 'isInt', 'isNumber', 'isString', 'isBoolean', 'isArray', 'isObject', 'isUuid'];

/** The mistakes of one field that help: of one left out that it is missing, of one of another type the type alone. */
function toldOf({ constraints = {}, value }: ValidationError): [string, string][] {
  const all = Object.entries(constraints);
  const own = all.filter(([, message]) => /\p{Script=Han}/u.test(message));
  if (value === undefined && all.length > 0) return own.length > 0 ? own.slice(0, 1) : [['required', '必须填写。']];
  const ofType = all.filter(([code]) => types.includes(code));
  return (ofType.length > 0 ? ofType.slice(0, 1) : all).map(([code, message]) => [
    code,
    /\p{Script=Han}/u.test(message) ? message : adviceOn(code, message),
  ]);
}

/**
 * class-validator's own sentence names the number last (`limit must not be greater than 100`), and the values allowed
 * (`state must be one of the following values: open, all`).
 */
function adviceOn(code: string, sentence: string): string {
  const words = advice[code] ?? '不符合要求。';
  if (code === 'isIn') {
    const values = /values: (.+)$/.exec(sentence)?.[1]?.split(', ').slice(0, 30) ?? [];
    return words.replace('#', values.length === 0 ? '' : `（${values.join('、')}）`);
  }
  return words.replace('#', /(\d+)\D*$/.exec(sentence)?.[1] ?? '');
}

function describe(value: unknown): string | undefined {
  return typeof value === 'string' || typeof value === 'number' ? String(value).slice(0, 100) : undefined;
}

/** The one validation of requests: texts are safe, unknown fields refused by name, nothing converted behind one's back. */
class SafeValidationPipe extends ValidationPipe {
  override async transform(value: unknown, metadata: ArgumentMetadata): Promise<unknown> {
    const given = metadata.type === 'custom' ? value : safeText(value, metadata.data);
    return (await super.transform(given, metadata)) as unknown;
  }
}

let areKept = false;

/**
 * The library sorts the rules of a class anew for every request, though they stand once its module is loaded: a
 * twentieth of what a list costs.
 */
function keepRules(): void {
  if (areKept) return;
  areKept = true;
  const storage = getMetadataStorage();
  const find = storage.getTargetValidationMetadatas.bind(storage);
  const kept = new Map<unknown, Map<string, ReturnType<typeof find>>>();
  storage.getTargetValidationMetadatas = (target, schema, always, strictGroups, groups) => {
    const known = kept.get(target) ?? new Map<string, ReturnType<typeof find>>();
    kept.set(target, known);
    const asked = JSON.stringify([schema, always, strictGroups, groups]);
    const rules = known.get(asked) ?? find(target, schema, always, strictGroups, groups);
    known.set(asked, rules);
    return rules;
  };
}

export function validationPipe(): ValidationPipe {
  keepRules();
  return new SafeValidationPipe({
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
