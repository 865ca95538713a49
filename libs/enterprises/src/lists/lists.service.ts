import { Injectable } from '@nestjs/common';
import { DomainError } from '@tidu/kernel';
import type { ActingPerson, CodeSheet, TemplateColumn } from '@tidu/platform';
import { ReferenceService } from '@tidu/reference';
import { type ImportedList, ListBook } from './list-book';
import { defineRoomList, listDefinitions } from './list-definition';
import { registerList } from './register-list';

/** The lists that can be imported, those of the rooms to the right too, and their templates. */
@Injectable()
export class ListsService {
  constructor(
    private readonly reference: ReferenceService,
    private readonly book: ListBook = new ListBook(),
  ) {}

  /** @throws DomainError `LISTS.UNKNOWN_KIND` where the data describe a list that no room keeps. */
  async all(): Promise<ImportedList[]> {
    const described = await this.reference.importLists();
    const own = (await listDefinitions(this.reference)).map(registerList);
    const rooms = this.book.lists.map((list) => {
      const said = described.find(({ code }) => code === list.id);
      return defineRoomList(list, said ?? { code: list.id, key: [], aliases: {} });
    });
    const all = [...own, ...rooms];
    // where this room stands alone, others' lists are described and nobody keeps them
    const unknown = rooms.length > 0 && described.find(({ code }) => !all.some(({ id }) => id === code));
    if (unknown) throw new DomainError('invalid', 'LISTS.UNKNOWN_KIND', `lists.yaml：没有“${unknown.code}”这种清单。`);
    return all;
  }

  /** Who may import may bring a room's list only with what that room asks. @throws DomainError `LISTS.NOT_ALLOWED`. */
  refuseWithout(person: ActingPerson, id: string): void {
    const list = this.book.lists.find((one) => one.id === id);
    if (!list || person.permissions === 'all' || person.permissions.has(list.permission)) return;
    throw new DomainError('forbidden', 'LISTS.NOT_ALLOWED', `您没有登记“${list.label}”的权限，不能导入这种清单。`);
  }

  /** @throws DomainError `LISTS.NOT_FOUND` */
  async one(id: string): Promise<ImportedList> {
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
  year: '会计年度，如 2025',
  money: '金额，单位写在表头的括号里，不写按元',
};
