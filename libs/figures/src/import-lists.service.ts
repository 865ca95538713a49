import { Injectable } from '@nestjs/common';
import { type FactDefinition } from '@tidu/criteria';
import { ListsService } from '@tidu/enterprises';
import { formatScaled } from '@tidu/kernel';
import { type CodeSheet, type TemplateColumn } from '@tidu/platform';
import { ReferenceService, type RegisterField } from '@tidu/reference';
import { isFigure } from './import/column-names';

/** A list as the page offers it. */
export interface OfferedList {
  id: string;
  label: string;
  about: string;
  /** figures and register have options of their own; dated lists hang on an enterprise for a time; support is of the measures; the others are evidence. */
  kind: 'figures' | 'register' | 'dated' | 'evidence' | 'support';
}

interface Template {
  label: string;
  columns: TemplateColumn[];
  codes: CodeSheet[];
}

const own: OfferedList[] = [
  {
    ...{ id: 'register', label: '企业名册', kind: 'register' },
    about: '信用代码、名称、区划、行业、所有制、成立日期。登记簿里没有的企业会新建。',
  },
  {
    ...{ id: 'figures', label: '年度数据', kind: 'figures' },
    about: '一家企业一个会计年度一行：营业收入、研发费用、职工总数等。各来源并列保存。',
  },
];

/** What can be imported, and the empty files to fill in; all from the dictionary and the definitions of the lists. */
@Injectable()
export class ImportListsService {
  constructor(
    private readonly reference: ReferenceService,
    private readonly lists: ListsService,
  ) {}

  async all(): Promise<OfferedList[]> {
    const lists = await this.lists.all();
    const offered = lists.map(({ id, label, about, group }) => ({ id, label, about, kind: group }));
    const of = (group: OfferedList['kind']) => offered.filter(({ kind }) => kind === group);
    return [...own, ...of('dated'), ...of('evidence'), ...of('support')];
  }

  /** @throws DomainError `LISTS.NOT_FOUND` */
  async template(id: string): Promise<Template> {
    if (id !== 'register' && id !== 'figures') {
      const { label } = await this.lists.one(id);
      return { label, columns: await this.lists.templateColumns(id), codes: await this.lists.templateCodes(id) };
    }
    const fields = (await this.reference.registerFields()).filter(({ code }) => id === 'figures' || code !== 'year');
    const identity = fields.filter(({ code }) => id === 'register' || ['creditCode', 'name', 'year'].includes(code));
    const { dictionary } = await this.reference.facts();
    const facts =
      id === 'figures' ? dictionary.facts.filter((fact) => isFigure(fact) && fact.origin === 'entered') : [];
    const ownership = dictionary.get('ownership').valueLabels;
    return {
      label: own.find((list) => list.id === id)?.label ?? id,
      columns: [...identity.map((field) => fieldColumn(field, ownership)), ...facts.map(factColumn)],
      codes: id === 'register' ? await this.codeSheets() : [],
    };
  }

  private async codeSheets(): Promise<CodeSheet[]> {
    const [regions, industries] = [await this.reference.regions(), await this.reference.industries()];
    return [
      {
        ...{ name: '行政区划代码', columns: ['代码', '区划'] },
        rows: regions.entries.filter(({ level }) => level !== 'province').map(({ code, path }) => [code, path]),
      },
      {
        ...{ name: '行业代码', columns: ['代码', '国民经济行业小类（GB/T 4754-2017）'] },
        rows: industries.entries.filter(({ level }) => level === 4).map(({ code, name }) => [code, name]),
      },
    ];
  }
}

const fieldNotes: Record<string, string> = {
  creditCode: '18 位',
  name: '营业执照上的全称；新企业必填',
  registeredOn: '日期，如 2015-03-31',
  regionCode: '6 位代码，见“行政区划代码”表',
  industryCode: '4 位小类代码，见“行业代码”表',
  year: '会计年度，如 2025',
};

function fieldColumn({ code, label }: RegisterField, ownership: readonly string[]): TemplateColumn {
  const required = code === 'creditCode' || code === 'year';
  return { label, required, note: fieldNotes[code] ?? '', options: code === 'ownership' ? ownership : [] };
}

function factColumn(fact: FactDefinition): TemplateColumn {
  const { label, type, unit, min, max, scale, valueLabels } = fact;
  const shown = unit === '' || unit === '1' ? label : `${label}(${type === 'money' ? '万元' : unit})`;
  const range =
    min !== null && max !== null && type !== 'money' && type !== 'boolean' && type !== 'enum'
      ? `范围 ${formatScaled(min, scale)} 至 ${formatScaled(max, scale)}`
      : '';
  const form = type === 'boolean' ? '填 是 或 否' : unit === '1' ? '比例，如 35%' : '';
  const note = [fact.meaning, form, range, '没有数据就空着，不要填 0'].filter(Boolean).join('；');
  return { label: shown, required: false, note, options: type === 'boolean' ? ['是', '否'] : valueLabels };
}
