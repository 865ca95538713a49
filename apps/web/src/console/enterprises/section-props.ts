import type { components } from '../../shared/api/console.gen';

export type Enterprise = components['schemas']['EnterpriseRecordDto'];

/** What every part of an enterprise's page is given. */
export interface SectionProps {
  enterprise: Enterprise;
  /** Day whose state is shown, `YYYY-MM-DD`; undefined: today. */
  asOf: string | undefined;
}
