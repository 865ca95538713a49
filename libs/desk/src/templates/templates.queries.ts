import { Injectable } from '@nestjs/common';
import { isUuid } from '@tidu/kernel';
import {
  type ActingPerson,
  badCursor,
  type ColumnChange,
  compareColumns,
  countLimit,
  Database,
  decodeCursor,
  type Page,
  pageOf,
} from '@tidu/platform';
import type { MappedColumn } from './mapping';
import { type ReportField, ReportSources } from './report-sources';
import { findTemplate, findVersion, type ReportTemplate, type TemplateVersion, versionsOf } from './template';
import { TemplatesService } from './templates.service';

/** A template in the list, with its newest version. */
export interface TemplateHeadline extends ReportTemplate {
  sourceName: string;
  versionId: string;
  number: number;
  fileName: string;
  versionAt: Date;
  mapped: boolean;
}

/** A version as people see it. */
export interface VersionView extends TemplateVersion {
  /** What is said, or what a person would begin with. */
  proposal: MappedColumn[];
  /** Against the version before; null: it is the first. */
  changes: ColumnChange[] | null;
  /** Unit of amounts in the title of the version before, where it was another. */
  formerUnit: string | null | undefined;
}

export interface TemplateView extends ReportTemplate {
  sourceName: string;
  fields: readonly ReportField[];
  /** The newest first. */
  versions: VersionView[];
}

@Injectable()
export class TemplatesQueries {
  constructor(
    private readonly database: Database,
    private readonly sources: ReportSources,
    private readonly templates: TemplatesService,
  ) {}

  /** Brought last in front. */
  list(
    person: ActingPerson,
    { limit = 20, after, source }: { limit?: number; after?: string; source?: string },
  ): Promise<Page<TemplateHeadline>> {
    const last = after === undefined ? null : String(decodeCursor(after, 1)[0]);
    if (last !== null && !isUuid(last)) throw badCursor();
    return this.database.read(person, async (tx) => {
      const rows = await tx.rows<Omit<TemplateHeadline, 'sourceName'>>(
        `select t.id, t.name, t.source, t."createdAt", t."createdByName", v.id as "versionId", v.number::int as number, v."fileName",
           v."createdAt" as "versionAt", v.mapping is not null as mapped
         from desk_template t join lateral (
           select * from desk_template_version v where v."templateId" = t.id order by v.number desc limit 1) v on true
         where ($1::uuid is null or t.id < $1) and ($2::text is null or t.source = $2) order by t.id desc limit $3`,
        [last, source ?? null, limit + 1],
      );
      const counted = await tx.row<{ n: number }>(
        `select count(*)::int as n from (select from desk_template where $1::text is null or source = $1 limit ${countLimit}) c`,
        [source ?? null],
      );
      return pageOf(rows, {
        ...{ limit, counted: counted?.n ?? 0, place: ({ id }) => [id] },
        view: (row) => ({ ...row, sourceName: this.sources.get(row.source).name }),
      });
    });
  }

  /** @throws DomainError `DESK.TEMPLATE_NOT_FOUND`. */
  one(person: ActingPerson, id: string): Promise<TemplateView> {
    return this.database.read(person, async (tx) => {
      const template = await findTemplate(tx, id);
      const source = this.sources.get(template.source);
      const all = await versionsOf(tx, id);
      const versions: VersionView[] = [];
      for (const [i, one] of all.entries()) {
        const before = all[i + 1];
        versions.push({
          ...one,
          proposal: await this.templates.proposal(one, before, template.source),
          changes: before ? compareColumns(before.shape.columns, one.shape.columns) : null,
          formerUnit: before?.shape.amountUnit,
        });
      }
      return { ...template, sourceName: source.name, fields: await source.fields(), versions };
    });
  }

  /** @throws DomainError `DESK.TEMPLATE_NOT_FOUND`. */
  version(person: ActingPerson, id: string): Promise<TemplateVersion> {
    return this.database.read(person, (tx) => findVersion(tx, id));
  }
}
