import { Injectable } from '@nestjs/common';
import { chooseStandard, evaluate, isProvisional, readEvaluationRequest } from '@tidu/criteria';
import { DomainError, isDay, systemClock, today } from '@tidu/kernel';
import { anonymous, Database } from '@tidu/platform';
import { type PublishedStandard, StandardsService } from '../standards/standards.service';
import { adviceCosts, costsOf } from '../advice/advice-costs';
import type { EvaluationDto, OpenStandardDto, StandardChoiceDto, StandardChoiceQuery } from './standards.open.dto';

/** What nobody has to sign in for: the standards themselves, and judging facts that the caller sends. */
@Injectable()
export class OpenStandardsService {
  constructor(
    private readonly database: Database,
    private readonly standards: StandardsService,
  ) {}

  /** The checked release with the rows of the dictionary it needs. */
  async get(id: string): Promise<OpenStandardDto> {
    return this.viewOf(await this.standards.activeRelease(id));
  }

  /** The same of a release that is given, in use or not. */
  async viewOf({ evaluator }: Pick<PublishedStandard, 'evaluator'>): Promise<OpenStandardDto> {
    const { release, slots, dictionary } = evaluator;
    // a figure of an earlier year needs its base beside it, or the dictionary of the page is not whole
    const codes = slots.flatMap((code) => [code, dictionary.get(code).base ?? code]);
    const rows = await this.database.read(anonymous, (tx) =>
      tx.rows<{ entry: Record<string, string> }>('select entry from fact where code = any($1) order by position', [
        codes,
      ]),
    );
    return {
      ...{ id: release.id, version: release.version, hash: release.hash },
      document: { ...release.document },
      facts: rows.map(({ entry }) => entry),
      costs: { ...costsOf(adviceCosts(dictionary), codes) },
    };
  }

  /** Which of the standards in use applies; none and several are answers too. */
  async choose(query: StandardChoiceQuery): Promise<StandardChoiceDto> {
    const { title, region, purpose = 'application', date = today(systemClock) } = query;
    if (!isDay(date))
      throw new DomainError('invalid', 'SCORING.BAD_DAY', `日期“${date}”不是日期，请写成 2026-11-01 的形式。`);
    const documents = (await this.standards.active()).map(({ evaluator }) => evaluator.release.document);
    const choice = chooseStandard(documents, { title, region, purpose, date });
    const chosen = documents.find(({ id }) => id === choice.id);
    return {
      ...choice,
      version: chosen?.version ?? null,
      provisional: chosen !== undefined && isProvisional(chosen, date),
    };
  }

  /** Judges the facts of a request body (JSON text), exactly as `tidu evaluate` does. */
  async evaluate(id: string, body: unknown): Promise<EvaluationDto> {
    if (typeof body !== 'string') {
      throw new DomainError('invalid', 'SCORING.NO_BODY', '请以 application/json 提交 {"purpose":…,"facts":{…}}。');
    }
    const { evaluator } = await this.standards.activeRelease(id);
    const { standard, purpose, date, facts } = readEvaluationRequest(body, evaluator.dictionary);
    if (standard !== undefined && standard !== id) {
      throw new DomainError(
        'invalid',
        'SCORING.OTHER_STANDARD',
        `地址里的标准是 ${id}，正文里的是 ${standard}，请写成一致。`,
        [
          {
            where: { field: 'standard' },
            value: standard,
            code: 'SCORING.OTHER_STANDARD',
            message: '与地址里的标准不一致。',
          },
        ],
      );
    }
    return evaluate(evaluator, facts, { purpose, date });
  }
}
