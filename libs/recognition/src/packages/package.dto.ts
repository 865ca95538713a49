import { IsIn } from 'class-validator';
import { type PackageFormat, packageFormats } from './packages.service';

/** Which package, in which form. */
export class PackageQuery {
  /** html 自己能打开、复算的网页；json 同样的内容 */
  @IsIn(packageFormats)
  format: PackageFormat = 'html';

  /** sealed 公示时封存的（没有公示过的为现在的），current 现在的 */
  @IsIn(['sealed', 'current'])
  which: 'sealed' | 'current' = 'sealed';
}

export class AskedPackageDto {
  /** html 自己能打开、复算的网页；json 同样的内容 */
  @IsIn(packageFormats)
  format!: PackageFormat;

  /** sealed 公示时封存的（没有公示过的为现在的），current 现在的 */
  @IsIn(['sealed', 'current'])
  which!: 'sealed' | 'current';
}
