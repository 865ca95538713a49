import { Injectable } from '@nestjs/common';
import { invalid } from '../desk.errors';

/** What a superior's column can be filled with. */
export interface ReportField {
  code: string;
  label: string;
  /** Other headers that mean this and nothing else. */
  aliases: readonly string[];
  type: 'text' | 'integer' | 'decimal' | 'date';
  /** An amount in 元: written in the unit of the column. */
  money: boolean;
}

/** A kind of result that reports are filled from (报送内容), offered by the room that has it. */
export interface ReportSource {
  code: string;
  name: string;
  fields(): Promise<readonly ReportField[]>;
}

/** Values of one row by the code of their field; absent: the cell stays blank. */
export type ReportRow = ReadonlyMap<string, string | number>;

/** What there is to report, taught by the rooms to the right. */
@Injectable()
export class ReportSources {
  private readonly sources = new Map<string, ReportSource>();

  teach(source: ReportSource): void {
    this.sources.set(source.code, source);
  }

  all(): ReportSource[] {
    return [...this.sources.values()];
  }

  /** @throws DomainError `DESK.REPORT_SOURCE`. */
  get(code: string): ReportSource {
    const found = this.sources.get(code);
    if (!found) throw invalid('source', 'REPORT_SOURCE', `没有名为“${code}”的报送内容。`);
    return found;
  }
}
