import { Injectable } from '@nestjs/common';
import { DomainError } from '@tidu/kernel';
import {
  batched,
  type ExportCell,
  type FilledColumn,
  fillXlsx,
  readTable,
  type ReportColumn,
  requireAllRows,
  StoredFiles,
  templateLimits,
  type Transaction,
} from '@tidu/platform';
import fs from 'node:fs/promises';
import { invalid } from '../desk.errors';
import { filledColumns } from './mapping';
import { type ReportField, type ReportRow, ReportSources } from './report-sources';
import { findTemplate, findVersion, type TemplateVersion, versionsOf } from './template';

/** A version of a template that is ready to be filled. */
export interface ReadyTemplate {
  name: string;
  version: TemplateVersion;
  columns: FilledColumn[];
  /** In the order of `columns`. */
  fields: ReportField[];
  /** Columns that stay blank: nobody said what goes there. */
  blank: ReportColumn[];
  /** A newer version came meanwhile. */
  superseded: boolean;
}

/** Fills superiors' forms, for the rooms that have the rows. */
@Injectable()
export class ReportFilling {
  constructor(
    private readonly files: StoredFiles,
    private readonly sources: ReportSources,
  ) {}

  /** @throws DomainError `DESK.TEMPLATE_NOT_FOUND`, `DESK.TEMPLATE_SOURCE`, `DESK.NOT_MAPPED`, `DESK.MAPPING`. */
  async ready(tx: Transaction, versionId: string, source: string): Promise<ReadyTemplate> {
    const version = await findVersion(tx, versionId);
    const template = await findTemplate(tx, version.templateId);
    if (template.source !== source)
      throw invalid('template', 'TEMPLATE_SOURCE', `模板“${template.name}”不是用来报这项内容的，请另选。`);
    const { shape, mapping, number } = version;
    if (mapping === null)
      throw new DomainError(
        'conflict',
        'DESK.NOT_MAPPED',
        `模板“${template.name}”第 ${number} 版还没有人核对过各列填什么。请先到报送模板里逐列对应。`,
      );
    const { columns, fields } = filledColumns(shape, await this.sources.get(source).fields(), mapping);
    const [newest] = await versionsOf(tx, template.id);
    return {
      ...{ name: template.name, version, columns, fields, superseded: newest?.id !== version.id },
      blank: shape.columns.filter(({ index, formula }) => !formula && !columns.some((one) => one.index === index)),
    };
  }

  /**
   * The filled workbook. It is read again before it is handed out: as many rows as were given, with the same texts.
   * @throws DomainError `PLATFORM.TEMPLATE_*`, `PLATFORM.ROW_COUNT`.
   */
  async fill({ version, columns, fields }: ReadyTemplate, rows: readonly ReportRow[]): Promise<Buffer> {
    const cells = rows.map((row) => fields.map(({ code }): ExportCell => row.get(code) ?? null));
    const { file, result } = await this.files.write('report.xlsx', 'application/octet-stream', async (out) => {
      const { shape } = version;
      return fillXlsx(
        this.files.path(version.fileSha256),
        { shape, columns, rows: batched(cells), count: rows.length },
        out,
      );
    });
    requireAllRows(rows.length, result.rows);
    const path = this.files.path(file.sha256);
    requireAllRows(rows.length, await rowsAgain(path, version, columns, cells));
    return fs.readFile(path);
  }

  /** How many rows of a filled workbook say, in order, what these do: all of them, or something was changed. */
  agreeing({ version, columns, fields }: ReadyTemplate, rows: readonly ReportRow[], path: string): Promise<number> {
    const cells = rows.map((row) => fields.map(({ code }): ExportCell => row.get(code) ?? null));
    return rowsAgain(path, version, columns, cells);
  }
}

/** Rows of the filled file that say what they should. */
async function rowsAgain(
  path: string,
  { shape }: TemplateVersion,
  columns: readonly FilledColumn[],
  cells: readonly ExportCell[][],
): Promise<number> {
  let same = 0;
  for await (const event of readTable(path, { limits: templateLimits, sheet: shape.sheet })) {
    if (event.kind !== 'rows') continue;
    for (const { row, cells: read } of event.rows) {
      const wanted = cells[row - shape.firstRow];
      const isSame = wanted?.every(
        (cell, i) =>
          columns[i]?.type !== 'text' ||
          (read[columns[i]?.index ?? -1] ?? '').trim() ===
            String(cell ?? '')
              .replace(/\r\n?/g, '\n')
              .trim(),
      );
      if (isSame === true) same++;
    }
  }
  return same;
}
