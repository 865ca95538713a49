import { Injectable } from '@nestjs/common';
import { DomainError } from '@tidu/kernel';
import type { CodeSheet, TemplateColumn } from '@tidu/platform';
import { ReferenceService } from '@tidu/reference';
import { type ListDefinition, listDefinitions } from './list-definition';

/** The lists of evidence that can be imported, and their templates. */
@Injectable()
export class ListsService {
  constructor(private readonly reference: ReferenceService) {}

  all(): Promise<ListDefinition[]> {
    return listDefinitions(this.reference);
  }

  /** @throws DomainError `LISTS.NOT_FOUND` */
  async one(id: string): Promise<ListDefinition> {
    const all = await this.all();
    const found = all.find((list) => list.id === id);
    if (found) return found;
    const offered = all.map((list) => `${list.id}（${list.label}）`).join('、');
    throw new DomainError('notFound', 'LISTS.NOT_FOUND', `没有“${id}”这种清单。可用的有：${offered}。`);
  }

  /** The columns of the template of a list, with what to fill in. */
  async templateColumns(id: string): Promise<TemplateColumn[]> {
    return (await this.one(id)).columns.map(({ label, type, required, hint, options }) => ({
      ...{ label, required, options: options.map((option) => option.label) },
      note: [formOf[type], hint].filter(Boolean).join('；'),
    }));
  }

  /** Code tables of the template: choices that are the district's own, with their codes. */
  async templateCodes(id: string): Promise<CodeSheet[]> {
    const { columns } = await this.one(id);
    return columns
      .filter(({ options }) => options.some(({ also }) => also !== undefined))
      .map(({ label, options }) => ({
        ...{ name: `本区${label}表`, columns: ['代码', label] },
        rows: options.map((option) => [option.code, option.label]),
      }));
  }
}

const formOf: Record<string, string> = {
  text: '',
  day: '日期，如 2023-06-30',
  choice: '从下拉中选一项',
  choices: '可填多项，用顿号隔开',
  boolean: '填 是 或 否，不清楚就空着',
  rank: '整数',
  ratio: '比例，如 35%',
};
