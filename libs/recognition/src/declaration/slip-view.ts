import { declarationRules } from './declaration-rules';
import type { SlipDto } from './portal/declaration.portal.dto';

/** When a form asks whether an amount is of another unit: the rule of every form that takes figures. */
export function slipView(): SlipDto {
  const { factors, within, leastYuan } = declarationRules().slip;
  return { factors: [...factors], within, leastYuan };
}
