import { applyDecorators } from '@nestjs/common';
import { IsString, Matches, MaxLength } from 'class-validator';

/** A new name to sign in by (登录名): 2–32 small letters, digits, dots and dashes, beginning with a letter or digit. */
export const LoginName = (): PropertyDecorator =>
  applyDecorators(
    IsString(),
    MaxLength(32),
    Matches(/^[a-z0-9][a-z0-9._-]{1,31}$/, {
      message: '登录名用小写字母、数字、点和横线，2–32 个，以字母或数字开头。',
    }),
  );
