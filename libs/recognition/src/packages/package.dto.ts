import { Absent } from '@tidu/platform';
import { IsIn } from 'class-validator';
import { type PackageFormat, packageFormats } from './packages.service';

/** What a package is answered as: the page, or the same as JSON. */
export const packageContent = {
  'text/html': { schema: { type: 'string', format: 'binary' } },
  'application/json': { schema: { type: 'object', additionalProperties: true } },
} as const;

/** Which package, in which form. */
export class PackageQuery {
  /** html 自己能打开、复算的网页；json 同样的内容 */
  @Absent()
  @IsIn(packageFormats)
  format?: PackageFormat;

  /** sealed 公示时封存的（没有公示过的为现在的），current 现在的 */
  @Absent()
  @IsIn(['sealed', 'current'])
  which?: 'sealed' | 'current';
}

export class AskedPackageDto {
  /** html 自己能打开、复算的网页；json 同样的内容 */
  @IsIn(packageFormats)
  format!: PackageFormat;

  /** sealed 公示时封存的（没有公示过的为现在的），current 现在的 */
  @IsIn(['sealed', 'current'])
  which!: 'sealed' | 'current';
}
