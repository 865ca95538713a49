import { Injectable } from '@nestjs/common';
import { MET, type OutcomeCode } from '@tidu/criteria';
import { type ActingPerson, Database } from '@tidu/platform';
import { ReferenceService } from '@tidu/reference';
import { Matcher } from '../matching/judge';
import { countSheets, firstId, sheetRows } from '../matching/sheet-rows';
import type { Measure } from '../rules/measure';
import { CatalogueService } from './catalogue.service';

const chunk = 5_000;
/** More are not looked at while somebody waits. */
const most = 50_000;
const shown = 50;

/** What a text would do. Amounts in 分. */
export interface Preview {
  measure: Measure;
  /** Enterprises looked at, and how many there are in sight. */
  looked: number;
  of: number;
  /** met, manual, unknown, unmet, not applicable. */
  outcomes: number[];
  /** Known amounts of those who qualify together. */
  amount: bigint;
  /** Of how many who qualify only a claim can tell the amount; none of a service. */
  open: number;
  /** The first of those who qualify, by name. */
  examples: { enterpriseId: string; name: string; amount: bigint | null }[];
}

/** Who would qualify for a measure that is being written, before anybody publishes it. */
@Injectable()
export class PreviewService {
  constructor(
    private readonly database: Database,
    private readonly catalogue: CatalogueService,
    private readonly reference: ReferenceService,
  ) {}

  /** @throws DomainError `MEASURES.BAD_MEASURE`. */
  async of(person: ActingPerson, text: string): Promise<Preview> {
    const measure = await this.catalogue.read(text, '措施');
    const facts = await this.reference.facts();
    const matcher = new Matcher([{ measure }]);
    return this.database.read(person, async (tx) => {
      const preview: Preview = {
        measure,
        looked: 0,
        of: await countSheets(tx),
        outcomes: [0, 0, 0, 0, 0],
        amount: 0n,
        open: 0,
        examples: [],
      };
      const found: { enterpriseId: string; amount: bigint | null }[] = [];
      for (let after: string | null = firstId; after !== null && preview.looked < most;) {
        const rows = await sheetRows(tx, facts, matcher.facts, { after, limit: chunk });
        const [outcomes, amounts]: [OutcomeCode[], (bigint | null)[]] = [[], []];
        for (const { id, regionCode, values } of rows) {
          matcher.judge({ regionCode, values, paid: undefined }, outcomes, amounts);
          const at = (outcomes[0] ?? MET) - MET;
          preview.outcomes[at] = (preview.outcomes[at] ?? 0) + 1;
          if (outcomes[0] !== MET) continue;
          const amount = amounts[0] ?? null;
          preview.amount += amount ?? 0n;
          if (amount === null && measure.benefit.kind !== 'service') preview.open++;
          if (found.length < shown) found.push({ enterpriseId: id, amount });
        }
        preview.looked += rows.length;
        after = rows.length < chunk ? null : (rows.at(-1)?.id ?? null);
      }
      const names = await tx.rows<{ id: string; name: string }>(
        'select id, name from enterprise where id = any($1::uuid[])',
        [found.map(({ enterpriseId }) => enterpriseId)],
      );
      const nameOf = new Map(names.map(({ id, name }) => [id, name]));
      preview.examples = found.map((one) => ({ ...one, name: nameOf.get(one.enterpriseId) ?? '' }));
      return preview;
    });
  }
}
