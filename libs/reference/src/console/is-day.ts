import { isDay } from '@tidu/kernel';
import { registerDecorator } from 'class-validator';

/** A day `YYYY-MM-DD` that is in the calendar. */
export const IsDay = (): PropertyDecorator => (target, property) =>
  registerDecorator({
    name: 'isDay',
    target: target.constructor,
    propertyName: String(property),
    validator: {
      validate: (value: unknown) => typeof value === 'string' && isDay(value),
      defaultMessage: () => '应为日期，如 2026-03-31。',
    },
  });
