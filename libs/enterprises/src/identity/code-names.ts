import { Injectable } from '@nestjs/common';
import type { ActingPerson } from '@tidu/platform';
import { type OwnList, OwnListsService, ReferenceService } from '@tidu/reference';

/** What a code in a change is called. */
export interface CodeName {
  /** The column that holds the code. */
  field: string;
  code: string;
  name: string;
}

const codeFields = ['regionCode', 'streetCode', 'industryCode', 'zoneCode', 'chainCode'] as const;
type CodeField = (typeof codeFields)[number];

/** Finds the names of the codes in the values of changes; a code that no table has stays without. */
@Injectable()
export class CodeNames {
  constructor(
    private readonly reference: ReferenceService,
    private readonly ownLists: OwnListsService,
  ) {}

  async of(person: ActingPerson, values: readonly (Record<string, unknown> | null)[]): Promise<CodeName[]> {
    const named: CodeName[] = [];
    for (const field of codeFields) {
      const codes = new Set(values.map((one) => one?.[field]).filter((code) => typeof code === 'string'));
      if (codes.size === 0) continue;
      const nameOf = await this.table(person, field, codes);
      for (const code of codes) {
        const name = nameOf(code);
        if (name !== undefined) named.push({ field, code, name });
      }
    }
    return named;
  }

  private async table(person: ActingPerson, field: CodeField, codes: ReadonlySet<string>) {
    switch (field) {
      case 'regionCode': {
        const regions = await this.reference.regions();
        return (code: string) => regions.get(code)?.path;
      }
      case 'industryCode': {
        const industries = await this.reference.industries();
        return (code: string) => industries.get(code)?.name;
      }
      case 'streetCode': {
        const counties = [...new Set([...codes].map((code) => code.slice(0, 6)))];
        const streets = (await Promise.all(counties.map((county) => this.reference.streets(county)))).flat();
        return (wanted: string) => streets.find(({ code }) => code === wanted)?.name;
      }
      case 'zoneCode':
      case 'chainCode': {
        const entries = await this.ownLists.list(person, field.slice(0, -4) as OwnList);
        return (wanted: string) => entries.find(({ code }) => code === wanted)?.name;
      }
    }
  }
}
